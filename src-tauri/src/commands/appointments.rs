//! Appointments.

use crate::{desk::Desk, failure::Answer};
use crm::{
    appointments::{self, AppointmentInput, AppointmentStatus, Booking, Service},
    clinic::{Done, View},
    values::{AppointmentId, Day},
};
use tauri::State;

/// The agenda of the days from one to another.
#[tauri::command]
#[specta::specta]
pub async fn appointments_between(desk: State<'_, Desk>, from: Day, to: Day) -> Answer<Vec<Booking>> {
    desk.read(View::Records, move |read| appointments::between(read, from, to)).await
}

/// Services that can be booked.
#[tauri::command]
#[specta::specta]
pub async fn appointments_services(desk: State<'_, Desk>) -> Answer<Vec<Service>> {
    desk.read(View::Records, appointments::services).await
}

/// Appointments that would overlap this one; `except` is the one that is moved.
#[tauri::command]
#[specta::specta]
pub async fn appointments_clashes(
    desk: State<'_, Desk>,
    appointment: AppointmentInput,
    except: Option<AppointmentId>,
) -> Answer<Vec<Booking>> {
    desk.read(View::Records, move |read| appointments::clashes(read, &appointment, except)).await
}

/// Books an appointment.
#[tauri::command]
#[specta::specta]
pub async fn appointments_book(
    desk: State<'_, Desk>,
    appointment: AppointmentInput,
) -> Answer<Done<Booking>> {
    desk.write(move |clinic, actor| appointments::book(clinic, actor, &appointment)).await
}

/// Moves an appointment, or changes what it is for.
#[tauri::command]
#[specta::specta]
pub async fn appointments_reschedule(
    desk: State<'_, Desk>,
    id: AppointmentId,
    appointment: AppointmentInput,
) -> Answer<Done<Booking>> {
    desk.write(move |clinic, actor| appointments::reschedule(clinic, actor, id, &appointment)).await
}

/// Says what became of an appointment, or opens it again.
#[tauri::command]
#[specta::specta]
pub async fn appointments_settle(
    desk: State<'_, Desk>,
    id: AppointmentId,
    status: AppointmentStatus,
) -> Answer<Done<Booking>> {
    desk.write(move |clinic, actor| appointments::settle(clinic, actor, id, status)).await
}
