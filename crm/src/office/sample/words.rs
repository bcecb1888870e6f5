//! What is said and written in an invented clinic.

/// Staff who examine.
pub(super) const VETERINARIANS: &[&str] =
    &["Dra. Renata Solís", "Dr. Julián Arce", "Dra. Ixchel Canto", "Dr. Tomás Bravo"];

/// Staff at the front desk and in grooming.
pub(super) const DESK: &[&str] = &["Karina Lugo", "Mateo Ruz", "Lic. Nadia Cob"];

/// Services: name, category, kind, minutes, price in pesos, weight.
pub(super) const SERVICES: &[(&str, &str, &str, i64, i64, u32)] = &[
    ("Consulta general", "Consulta", "routine", 30, 450, 29),
    ("Vacunación", "Prevención", "vaccination", 15, 520, 22),
    ("Estética y baño", "Estética", "grooming", 60, 420, 14),
    ("Desparasitación", "Prevención", "routine", 15, 280, 10),
    ("Urgencia", "Consulta", "emergency", 45, 950, 6),
    ("Seguimiento", "Consulta", "routine", 20, 300, 6),
    ("Cirugía", "Cirugía", "surgery", 120, 3_200, 4),
    ("Limpieza dental", "Cirugía", "surgery", 90, 1_600, 4),
    ("Laboratorio", "Laboratorio", "other", 20, 780, 3),
    ("Hospedaje", "Hospedaje", "boarding", 30, 1_200, 2),
];

/// Reasons of an appointment.
pub(super) const REASONS: &[&str] = &[
    "Chequeo anual",
    "Comezón / alergia",
    "Vacuna múltiple",
    "Baño y corte",
    "Cojera pata trasera",
    "No come desde ayer",
    "Garrapatas",
    "Control de peso",
    "Refuerzo antirrábica",
    "Retiro de puntos",
    "Esterilización",
    "Vómito y diarrea",
    "Revisión dental",
    "Puppy shots",
    "Ear infection",
];

/// Vaccines by species: for dogs, and for cats.
pub(super) const VACCINES: (&[&str], &[&str]) =
    (&["Antirrábica", "Múltiple", "Bordetella"], &["Antirrábica", "Triple felina", "Leucemia felina"]);

/// Kinds of interaction with their channel; the weight is how common they are.
pub(super) const KINDS: &[(u32, (&str, &str))] = &[
    (33, ("whatsapp", "whatsapp")),
    (22, ("call", "phone")),
    (20, ("visit", "in_person")),
    (9, ("email", "email")),
    (5, ("chat", "chat")),
    (5, ("sms", "sms")),
    (3, ("feedback", "in_person")),
    (1, ("complaint", "phone")),
    (1, ("review", "social")),
    (1, ("referral", "in_person")),
];

/// Subjects of interactions.
pub(super) const SUBJECTS: &[&str] = &[
    "Cambio de horario",
    "Agradecimiento",
    "Seguimiento postoperatorio",
    "Pregunta por precios",
    "Consulta por WhatsApp",
    "Factura pendiente",
    "Recordatorio de cita",
    "Pedido de alimento",
    "Resultados de laboratorio",
    "Vaccination schedule",
    "Appointment inquiry",
];

/// Notes of interactions.
pub(super) const SUMMARIES: &[&str] = &[
    "Preguntó por el horario del sábado y el costo del baño.",
    "Reporta que come bien y ya no cojea; se cita en dos semanas.",
    "Quiere cambiar de croquetas por alergia.",
    "Se envió recordatorio de la cita de mañana a las 10:00.",
    "Confirma asistencia.",
    "Solicita factura con RFC.",
    "Pide cotización de limpieza dental con anestesia.",
    "No contestó; se dejó mensaje de voz.",
    "Asked about the vaccination schedule for a new puppy.",
];

/// Outcomes of interactions.
pub(super) const OUTCOMES: &[&str] =
    &["Informado", "Venta", "Resuelto", "Pendiente", "Cita agendada", "Reagendado", "Sin respuesta"];

/// What a follow-up is about.
pub(super) const FOLLOW_UPS: &[&str] = &[
    "Preguntar cómo sigue después de la cirugía",
    "Avisar que llegaron los resultados",
    "Confirmar cambio de croquetas",
    "Cotización de limpieza dental",
    "Reagendar la vacuna",
    "Llamar por la factura pendiente",
];

/// Notes about an owner.
pub(super) const NOTES: &[&str] = &[
    "Cliente muy puntual.",
    "Pide siempre a la Dra. Renata.",
    "Alérgica a los gatos: atender en consultorio 1.",
    "Perro nervioso: usar bozal y sala 2.",
    "El gato se esconde bajo la mesa; cerrar la puerta.",
    "No enviar promociones, solo recordatorios.",
    "Descuento de rescatista autorizado por el Dr. Julián.",
    "Traveller, back in November.",
    "Paga siempre en efectivo.",
    "Prefiere que la llamen por la tarde.",
];

/// Comments of a good visit, and of a bad one.
pub(super) const COMMENTS: (&[&str], &[&str]) = (
    &["Excelente trato, muchas gracias", "The vet was very kind", "Todo muy limpio", ""],
    &["Mucho tiempo de espera", "No me gustó cómo trataron a mi gato", "Precio alto"],
);

/// Messages by purpose, each in Spanish, English and French; `{o}` is the owner, `{p}` the pet.
pub(super) const MESSAGES: &[(&str, [&str; 3])] = &[
    (
        "appointment_reminder",
        [
            "Hola {o}, te recordamos la cita de {p} mañana. Responde SÍ para confirmar.",
            "Hi {o}, a reminder of {p}'s appointment tomorrow. Reply YES to confirm.",
            "Bonjour {o}, rappel du rendez-vous de {p} demain. Répondez OUI pour confirmer.",
        ],
    ),
    (
        "vaccination_reminder",
        [
            "Hola {o}, a {p} le toca su vacuna este mes. ¿Agendamos?",
            "Hi {o}, {p} is due for a vaccine this month. Shall we book?",
            "Bonjour {o}, le vaccin de {p} est à faire ce mois-ci. On réserve ?",
        ],
    ),
    (
        "promotion",
        [
            "{o}, esta semana 15% en antiparasitarios.",
            "{o}, 15% off parasite control this week.",
            "{o}, 15 % sur les antiparasitaires cette semaine.",
        ],
    ),
    (
        "birthday",
        [
            "¡Feliz cumpleaños a {p} de parte de todo el equipo!",
            "Happy birthday to {p} from the whole team!",
            "Joyeux anniversaire à {p} de toute l'équipe !",
        ],
    ),
    (
        "reengagement",
        [
            "Hola {o}, extrañamos a {p}. ¿Cómo está?",
            "Hi {o}, we miss {p}. How are you both?",
            "Bonjour {o}, {p} nous manque. Comment va ?",
        ],
    ),
];

/// Breeds by species.
pub(super) const BREEDS: &[(u32, (&str, &[&str]))] = &[
    (
        67,
        (
            "dog",
            &[
                "Mestizo",
                "Chihuahua",
                "Labrador Retriever",
                "Golden Retriever",
                "Pastor Alemán",
                "Pug",
                "Xoloitzcuintle",
                "Husky Siberiano",
                "Poodle",
                "Schnauzer",
                "Bulldog Francés",
                "Dachshund",
                "Yorkshire Terrier",
                "Boxer",
                "Border Collie",
                "Beagle",
                "Pitbull",
                "Shih Tzu",
            ],
        ),
    ),
    (27, ("cat", &["Doméstico", "Siamés", "Ragdoll", "Bengalí", "Maine Coon", "Persa", "Angora"])),
    (2, ("rodent", &["Hámster", "Cuyo"])),
    (2, ("bird", &["Periquito", "Canario", "Agaporni", "Cacatúa ninfa"])),
    (1, ("reptile", &["Tortuga de orejas rojas", "Gecko leopardo"])),
    (1, ("rabbit", &["Enano", "Belier"])),
];

/// Colours of pets.
pub(super) const COLOURS: &[&str] =
    &["negro", "blanco", "café", "gris", "crema", "atigrado", "tricolor", "bicolor", "miel", "canela"];

/// Occupations.
pub(super) const OCCUPATIONS: &[&str] = &[
    "Maestra",
    "Ingeniero",
    "Guía de turistas",
    "Estudiante",
    "Comerciante",
    "Pescador",
    "Diseñadora",
    "Arquitecta",
    "Instructor de buceo",
    "Enfermera",
    "Contador",
    "Hotelería",
    "Chef",
    "Fotógrafo",
    "Jubilado",
    "Software developer",
];

/// Products of one category: every brand makes every kind.
pub(super) struct Shelf {
    /// The category.
    pub category: &'static str,
    /// How its stock keeping units begin.
    pub code: &'static str,
    /// Who makes them.
    pub brands: &'static [&'static str],
    /// What there is, with a price in pesos.
    pub kinds: &'static [(&'static str, i64)],
}

/// The shop; food first.
pub(super) const SHELVES: &[Shelf] = &[
    Shelf {
        category: "Alimento",
        code: "ALI",
        brands: &["Royal Canin", "Hill's", "Pro Plan", "Nupec", "Diamond", "Eukanuba"],
        kinds: &[
            ("Adulto", 890),
            ("Cachorro", 940),
            ("Senior", 980),
            ("Gastrointestinal", 1_280),
            ("Renal", 1_420),
            ("Light", 1_050),
        ],
    },
    Shelf {
        category: "Antiparasitario",
        code: "ANT",
        brands: &["NexGard", "Bravecto", "Frontline", "Advantix"],
        kinds: &[("Chico", 390), ("Mediano", 460), ("Grande", 540)],
    },
    Shelf {
        category: "Medicamento",
        code: "MED",
        brands: &["Zoetis", "Bayer", "Elanco", "Boehringer"],
        kinds: &[("Antibiótico", 310), ("Antiinflamatorio", 280), ("Gotas óticas", 240)],
    },
    Shelf {
        category: "Accesorio",
        code: "ACC",
        brands: &["Ruffwear", "Ferplast"],
        kinds: &[("Correa", 260), ("Arnés", 420), ("Transportadora", 890)],
    },
    Shelf {
        category: "Juguete",
        code: "JUG",
        brands: &["Kong", "Trixie", "Chuckit!"],
        kinds: &[("Pelota", 120), ("Mordedera", 190)],
    },
    Shelf {
        category: "Higiene",
        code: "HIG",
        brands: &["Furminator", "Vetnova"],
        kinds: &[("Shampoo", 180), ("Cepillo", 340), ("Toallitas", 95)],
    },
];

/// Tags put on owners; those that a new clinic has already are taken as they are.
pub(super) const TAGS: &[(&str, &str)] = &[
    ("VIP", "#ffc107"),
    ("New Customer", "#28a745"),
    ("Breeder", "#17a2b8"),
    ("Rescue", "#6f42c1"),
    ("Multiple Pets", "#fd7e14"),
    ("Senior Discount", "#6c757d"),
    ("Regular", "#198754"),
    ("Dog Owner", "#0d6efd"),
    ("Cat Owner", "#d63384"),
    ("Repeat Customer", "#20c997"),
    ("High Volume", "#dc3545"),
    ("Inactive", "#adb5bd"),
];
