//! Names of people, pets and places of an invented clinic on the coast of Quintana Roo.

/// Given names by language and gender, then surnames; commoner ones first.
pub(super) struct Names {
    /// Of women.
    pub women: &'static [&'static str],
    /// Of men.
    pub men: &'static [&'static str],
    /// Surnames.
    pub surnames: &'static [&'static str],
    /// How many have a second given name.
    pub second_given: f64,
    /// How many have a second surname.
    pub second_surname: f64,
}

/// Mexican names, Maya surnames of the peninsula included.
#[rustfmt::skip]
pub(super) const MEXICAN: Names = Names {
    women: &[
        "María", "Guadalupe", "Ana", "Patricia", "Lucía", "Carmen", "Sofía", "Valeria", "Fernanda", "Daniela",
        "Andrea", "Gabriela", "Mariana", "Alejandra", "Adriana", "Verónica", "Leticia", "Rosa", "Elena", "Claudia",
        "Laura", "Silvia", "Ximena", "Camila", "Regina", "Renata", "Paola", "Natalia", "Isabel", "Teresa",
        "Concepción", "Asunción", "Pilar", "Begoña", "Martina", "Julieta", "Citlali", "Xóchitl", "Itzel", "Ixchel",
        "Nayeli", "Yolanda", "Esperanza", "Estefanía", "Raquel", "Belén", "Ángela", "Beatriz", "Norma", "Irma",
        "Susana", "Lorena", "Mónica", "Karla", "Karina", "Brenda", "Cecilia", "Elsa", "Graciela", "Jimena",
        "Luz", "Marisol", "Miriam", "Montserrat", "Olga", "Perla", "Rocío", "Rebeca", "Sandra", "Sara",
        "Tania", "Viridiana", "Ximara", "Yadira", "Zulema", "Amparo", "Aurora", "Blanca", "Dulce", "Emilia",
        "Fátima", "Flor", "Inés", "Jazmín", "Lilia", "Magdalena", "Noemí", "Paloma", "Romina", "Selene",
    ],
    men: &[
        "José", "Luis", "Juan", "Carlos", "Jorge", "Miguel", "Francisco", "Alejandro", "Fernando", "Eduardo",
        "Ricardo", "Roberto", "Raúl", "Óscar", "Diego", "Santiago", "Matías", "Sebastián", "Emiliano", "Ángel",
        "Antonio", "Manuel", "Pedro", "Pablo", "Sergio", "Héctor", "Hernán", "Iván", "César", "Efraín",
        "Abraham", "Ulises", "Adrián", "Andrés", "Arturo", "Alberto", "Alfredo", "Armando", "Benjamín", "Bruno",
        "Cristian", "Daniel", "David", "Emilio", "Enrique", "Ernesto", "Esteban", "Fermín", "Gerardo", "Gilberto",
        "Gonzalo", "Guillermo", "Gustavo", "Hugo", "Ignacio", "Ismael", "Jaime", "Javier", "Joaquín", "Joel",
        "Julio", "Leonardo", "Lorenzo", "Marco", "Mario", "Martín", "Mauricio", "Nicolás", "Octavio", "Omar",
        "Rafael", "Ramón", "René", "Rodrigo", "Rubén", "Salvador", "Samuel", "Saúl", "Tomás", "Vicente",
        "Víctor", "Wilberth", "Xavier", "Yahir", "Canek", "Ariel", "Aurelio", "Baltazar", "Damián", "Ezequiel",
    ],
    surnames: &[
        "Hernández", "García", "Martínez", "López", "González", "Pérez", "Rodríguez", "Sánchez", "Ramírez", "Cruz",
        "Flores", "Gómez", "Morales", "Vázquez", "Reyes", "Jiménez", "Torres", "Díaz", "Gutiérrez", "Ruiz",
        "Mendoza", "Aguilar", "Ortiz", "Moreno", "Castillo", "Romero", "Álvarez", "Méndez", "Chávez", "Rivera",
        "Juárez", "Ramos", "Domínguez", "Herrera", "Medina", "Castro", "Vargas", "Guzmán", "Velázquez", "Rojas",
        "Contreras", "Salazar", "Luna", "Ortega", "Guerrero", "Estrada", "Bautista", "Soto", "Ávila", "Cámara",
        "Pech", "Poot", "Canul", "Chan", "Dzul", "Ek", "Uc", "Balam", "May", "Cauich",
        "Tun", "Ku", "Pat", "Chi", "Caamal", "Euán", "Cocom", "Xool", "Tzuc", "Canché",
        "Núñez", "Muñoz", "Ibáñez", "Quiñones", "Zúñiga", "Peña", "Cárdenas", "Delgado", "Ríos", "Fuentes",
        "Campos", "Vega", "Valdez", "Santiago", "Mejía", "Navarro", "Orozco", "Pacheco", "Padilla", "Rangel",
        "Rosales", "Salas", "Serrano", "Solís", "Suárez", "Trejo", "Valencia", "Villanueva", "Zamora", "Acosta",
        "Alcocer", "Andrade", "Arceo", "Barrera", "Beltrán", "Bolio", "Burgos", "Cabrera", "Calderón", "Cervantes",
        "Coral", "Cortés", "Duarte", "Escalante", "Espinosa", "Figueroa", "Gamboa", "Góngora", "Lara", "León",
        "Lizama", "Magaña", "Maldonado", "Manzanilla", "Marín", "Mena", "Miranda", "Molina", "Novelo", "Ochoa",
        "Osorio", "Palma", "Pineda", "Ponce", "Quijano", "Rosado", "Sabido", "Sierra", "Sosa", "Tapia",
    ],
    second_given: 0.35,
    second_surname: 0.85,
};

/// English names, of Canada, Britain and the United States.
#[rustfmt::skip]
pub(super) const ENGLISH: Names = Names {
    women: &[
        "Emily", "Sarah", "Jessica", "Hannah", "Olivia", "Grace", "Nicole", "Amanda", "Jennifer", "Heather",
        "Rebecca", "Laura", "Megan", "Rachel", "Charlotte", "Sophie", "Lucy", "Abigail", "Claire", "Julia",
        "Karen", "Linda", "Susan", "Margaret", "Alice", "Victoria", "Zoe", "Chloe", "Molly", "Erin",
        "Caitlin", "Fiona", "Harriet", "Imogen", "Joanna", "Kathleen", "Paige", "Ruth", "Stephanie", "Wendy",
    ],
    men: &[
        "Michael", "James", "Robert", "Andrew", "Kevin", "Tyler", "Ryan", "Ethan", "Daniel", "Thomas",
        "William", "Matthew", "Benjamin", "Joshua", "Christopher", "Nathan", "Adam", "Peter", "Simon", "Oliver",
        "George", "Harry", "Jack", "Luke", "Samuel", "Scott", "Brian", "Gregory", "Patrick", "Steven",
        "Alan", "Bradley", "Colin", "Derek", "Edward", "Graham", "Ian", "Keith", "Neil", "Philip",
    ],
    surnames: &[
        "Smith", "Johnson", "Brown", "Williams", "Davis", "Wilson", "Miller", "Anderson", "Jackson", "Harris",
        "Thompson", "Walker", "Lewis", "Robinson", "Clark", "Hall", "Young", "Wright", "Scott", "Green",
        "Baker", "Adams", "Nelson", "Mitchell", "Campbell", "Roberts", "Carter", "Phillips", "Evans", "Turner",
        "MacKenzie", "McDonald", "O'Neill", "Fitzgerald", "Saint-James", "Lindström", "Stewart", "Murray", "Fraser", "Reid",
        "Hughes", "Edwards", "Bennett", "Cooper", "Richardson", "Howard", "Ward", "Watson", "Foster", "Sullivan",
        "Whitaker", "Pemberton", "Ashworth", "Caldwell", "Donnelly", "Eastwood", "Farrell", "Gallagher", "Holloway", "Jennings",
    ],
    second_given: 0.45,
    second_surname: 0.12,
};

/// French names, of France, Belgium and Québec.
#[rustfmt::skip]
pub(super) const FRENCH: Names = Names {
    women: &[
        "Élodie", "Noémie", "Françoise", "Solène", "Amélie", "Océane", "Chloé", "Renée", "Camille", "Hélène",
        "Maëlle", "Aurélie", "Léa", "Clémence", "Margaux", "Sylvie", "Brigitte", "Anaïs", "Geneviève", "Josée",
    ],
    men: &[
        "Hugo", "Cédric", "André", "Rémi", "Étienne", "Gaël", "Loïc", "Mathieu", "Olivier", "Benoît",
        "François", "Jérôme", "Sébastien", "Thierry", "Yannick", "Xavier", "Guillaume", "Félix", "Luc", "Pascal",
    ],
    surnames: &[
        "Moreau", "Rousseau", "Fournier", "Guérin", "Beaumont", "Gagné", "Lévesque", "L'Écuyer", "Tremblay", "Bouchard",
        "Lefèvre", "Dubois", "Laurent", "Girard", "Mercier", "Delacroix", "Peeters", "Lambert", "Côté", "Bélanger",
        "Gauthier", "Pelletier", "Desrosiers", "Van Damme", "Châtelain", "Berthier", "Marchand", "Lacroix", "Fortin", "Renaud",
    ],
    second_given: 0.4,
    second_surname: 0.35,
};

/// Arabic names in Latin letters, of Morocco, Tunisia and Lebanon.
#[rustfmt::skip]
pub(super) const MAGHREBI: Names = Names {
    women: &["Hanane", "Nour", "Soukaïna", "Leïla", "Amina", "Zineb", "Salma", "Yasmine", "Rania", "Imane"],
    men: &["Tarik", "Hamza", "Omar", "Saïd", "Youssef", "Karim", "Rachid", "Nabil", "Walid", "Anouar"],
    surnames: &[
        "Bennani", "Al-Sayed", "Khoury", "Bouzid", "Saïdi", "Fassi", "Haddad", "Benali", "El Amrani", "Mansour",
        "Trabelsi", "Chraïbi", "Tazi", "Nasser", "Gemayel", "Ben Youssef", "Alaoui", "Jebali", "Sassi", "Daher",
    ],
    second_given: 0.4,
    second_surname: 0.6,
};

/// Arabic names in their own letters.
#[rustfmt::skip]
pub(super) const ARABIC: Names = Names {
    women: &["أمينة", "ليلى", "زينب", "فاطمة", "نور", "هناء", "سلمى", "مريم"],
    men: &["أحمد", "يوسف", "عمر", "كريم", "طارق", "حمزة", "إبراهيم", "سعيد"],
    surnames: &["بناني", "العمراني", "منصور", "حداد", "بنعلي", "الفاسي", "خوري", "الطرابلسي", "سعيدي", "القاسمي"],
    second_given: 0.4,
    second_surname: 0.6,
};

/// Names of pets; commoner ones first.
#[rustfmt::skip]
pub(super) const PETS: &[&str] = &[
    "Luna", "Max", "Rocky", "Lola", "Toby", "Simba", "Coco", "Nala", "Bruno", "Kira", "Milo", "Bella", "Thor",
    "Zeus", "Canela", "Princesa", "Chispa", "Pancho", "Mango", "Sushi", "Churro", "Frida", "Balú", "Duque",
    "Capitán", "Ñoño", "Pelusa", "Bigotes", "Copito", "Sombra", "Misu", "Milú", "Tigre", "Gris", "Goliat",
    "Firulais", "Pumba", "Yuki", "Maya", "Cleo", "Buddy", "Daisy", "Sadie", "Cooper", "Charlie", "Bailey", "Molly",
    "Oliver", "Leo", "Oreo", "Kiwi", "Taquito", "Nacho", "Chilaquil", "Elote", "Tamal", "Pozole", "Mole", "Salsa",
    "Jade", "Noisette", "Minou", "Chaton", "Filou", "Médor", "Amir", "Zoe", "Mía", "Lucas", "Dante", "Apolo",
    "Athena", "Artemis", "Hércules", "Odín", "Loki", "Freya", "Rufo", "Laika", "Lassie", "Rambo", "Rex", "Sasha",
    "Nina", "Lili", "Candy", "Honey", "Azúcar", "Caramelo", "Galleta", "Mantecado", "Vainilla", "Moka", "Café",
    "Frijol", "Lenteja", "Garbanzo", "Kibbeh", "Falafel", "Mochi", "Wasabi", "Tofu", "Ramen", "Bombón", "Chocolate",
    "Trufa", "Avellana", "Almendra", "Nuez", "Pistache", "Piña", "Guayaba", "Papaya", "Sandía", "Fresa", "Mora",
    "Limón", "Tequila", "Mezcal", "Whisky", "Brandy", "Coñac", "Sidra", "Tambor", "Bambi", "Bagheera", "Baloo",
    "Nemo", "Dory", "Pluto", "Goofy", "Pongo", "Perdita", "Duquesa", "Marqués", "Conde", "Barón", "Reina", "Rey",
    "Gitana", "Morena", "Güera", "Negrita", "Manchas", "Pecas", "Lunares", "Botas", "Calcetín", "Peluche",
    "Algodón", "Nube", "Niebla", "Brisa", "Tormenta", "Rayo", "Trueno", "Estrella", "Cometa", "Marte", "Venus",
    "Saturno", "Xolo", "Itzamná", "Balam", "Kukulkán", "Nicté", "Sac", "Ixchel", "Tulum", "Cozumel", "Bacalar",
];

/// Towns with their postal code and neighbourhoods; the clinic's own stands first.
#[rustfmt::skip]
pub(super) const TOWNS: &[(u32, Town)] = &[
    (61, Town {
        city: "Puerto Morelos",
        postal_code: "77580",
        neighborhoods: &["Centro", "Pescadores", "Joaquín Zetina Gasca", "Villas Morelos I", "Villas Morelos II", "La Ceiba", "Puerto Mar", "Playa del Secreto"],
    }),
    (21, Town {
        city: "Cancún",
        postal_code: "77500",
        neighborhoods: &["Supermanzana 23", "Región 94", "Zona Hotelera", "Alfredo V. Bonfil", "El Table", "Supermanzana 17"],
    }),
    (11, Town {
        city: "Playa del Carmen",
        postal_code: "77710",
        neighborhoods: &["Centro", "Playacar", "Ejidal", "Zazil-Ha", "Gonzalo Guerrero", "El Cid"],
    }),
    (4, Town { city: "Leona Vicario", postal_code: "77590", neighborhoods: &["Centro", "Los Almendros"] }),
    (3, Town { city: "Isla Mujeres", postal_code: "77400", neighborhoods: &["Centro", "La Gloria", "Salina Chica"] }),
];

/// A town.
#[derive(Clone, Copy, Default)]
pub(super) struct Town {
    /// Its name.
    pub city: &'static str,
    /// Its postal code.
    pub postal_code: &'static str,
    /// Its neighbourhoods.
    pub neighborhoods: &'static [&'static str],
}

/// Streets.
#[rustfmt::skip]
pub(super) const STREETS: &[&str] = &[
    "Calle Coral", "Privada Caracol", "Av. Bonampak", "Calle Ceiba", "Calle Pelícanos", "Calle Isla Mujeres",
    "Av. Javier Rojo Gómez", "Calle Ramón Bravo", "Calle Sac-Bé", "Retorno Jabalí", "Av. Rafael E. Melgar",
    "Calle Tulum", "Av. Niños Héroes", "Calle Manatí", "Privada Gaviotas", "Calle Flamboyán", "Calle Chechén",
    "Av. José María Morelos", "Calle Tortugas", "Retorno Mangle",
];
