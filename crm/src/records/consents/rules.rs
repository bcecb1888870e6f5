//! The state that entries add up to.

use super::Purpose;
use crate::{records::owners::ContactChannel, values::text_enum};
use serde::Serialize;

text_enum! {
    /// What is known of an owner's will.
    ConsentState {
        /// Yes.
        Given = "given",
        /// No.
        Withdrawn = "withdrawn",
        /// Nobody asked.
        Unknown = "unknown",
    }
}

/// One entry: a missing channel means every channel, a missing purpose every purpose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// About what.
    pub purpose: Option<Purpose>,
    /// On which way.
    pub channel: Option<ContactChannel>,
    /// Given, or withdrawn.
    pub is_given: bool,
}

/// Everything an owner has said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Consents {
    /// Each channel for all purposes, as the flags of old systems have it.
    pub channels: Vec<ChannelConsent>,
    /// Each purpose for all channels, likewise.
    pub purposes: Vec<PurposeConsent>,
    /// Each purpose over each channel.
    pub cells: Vec<ConsentCell>,
}

/// The word on a channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct ChannelConsent {
    /// The channel.
    pub channel: ContactChannel,
    /// The newest word.
    pub state: ConsentState,
}

/// The word on a purpose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct PurposeConsent {
    /// The purpose.
    pub purpose: Purpose,
    /// The newest word.
    pub state: ConsentState,
}

/// What holds for one purpose over one channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct ConsentCell {
    /// The channel.
    pub channel: ContactChannel,
    /// The purpose.
    pub purpose: Purpose,
    /// What is known.
    pub state: ConsentState,
    /// Whether such a message may go out: care unless it was withdrawn, marketing only when it was given.
    pub is_allowed: bool,
}

impl Consents {
    /// Whether a message for this purpose may go out over this channel.
    pub fn allows(&self, channel: ContactChannel, purpose: Purpose) -> bool {
        self.cells.iter().any(|cell| cell.channel == channel && cell.purpose == purpose && cell.is_allowed)
    }
}

/// The state of entries given oldest first.
pub fn state_of(entries: &[Entry]) -> Consents {
    let said = |purpose, channel| newest(entries, |e| e.purpose == purpose && e.channel == channel);
    let channels = ContactChannel::ALL
        .iter()
        .map(|channel| ChannelConsent { channel: *channel, state: said(None, Some(*channel)) });
    let purposes = Purpose::ALL
        .iter()
        .map(|purpose| PurposeConsent { purpose: *purpose, state: said(Some(*purpose), None) });
    let cells = ContactChannel::ALL.iter().flat_map(|channel| {
        let purposes = Purpose::ALL.iter().filter(|purpose| **purpose != Purpose::Marketing);
        purposes.map(|purpose| cell(entries, *channel, *purpose))
    });
    Consents { channels: channels.collect(), purposes: purposes.collect(), cells: cells.collect() }
}

/// The channel and the purpose each have a word, the newest that is about it: on it as a whole, or on this very
/// pair. One that is withdrawn is a no; else one that is given is a yes.
fn cell(entries: &[Entry], channel: ContactChannel, purpose: Purpose) -> ConsentCell {
    let is_pair = |e: &Entry| e.channel == Some(channel) && e.purpose == Some(purpose);
    let is_marketing = purpose.is_marketing();
    let words = [
        newest(entries, |e| is_pair(e) || (e.channel == Some(channel) && e.purpose.is_none())),
        newest(entries, |e| is_pair(e) || (e.channel.is_none() && e.purpose == Some(purpose))),
        newest(entries, |e| {
            let is_about = e.channel.is_none_or(|its| its == channel);
            is_marketing && is_about && e.purpose == Some(Purpose::Marketing)
        }),
    ];
    let state = if words.contains(&ConsentState::Withdrawn) {
        ConsentState::Withdrawn
    } else if words.contains(&ConsentState::Given) {
        ConsentState::Given
    } else {
        ConsentState::Unknown
    };
    let is_allowed = match state {
        ConsentState::Given => true,
        ConsentState::Withdrawn => false,
        ConsentState::Unknown => !is_marketing,
    };
    ConsentCell { channel, purpose, state, is_allowed }
}

fn newest(entries: &[Entry], is_about: impl Fn(&Entry) -> bool) -> ConsentState {
    match entries.iter().rev().find(|entry| is_about(entry)) {
        Some(entry) if entry.is_given => ConsentState::Given,
        Some(_) => ConsentState::Withdrawn,
        None => ConsentState::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ConsentState::{Given, Unknown, Withdrawn};
    use ContactChannel::{Phone, Sms, Whatsapp};
    use Purpose::{AppointmentReminders, BirthdayMessages, Marketing, Promotions};

    fn entry(purpose: Option<Purpose>, channel: Option<ContactChannel>, is_given: bool) -> Entry {
        Entry { purpose, channel, is_given }
    }

    fn cell_of(entries: &[Entry], channel: ContactChannel, purpose: Purpose) -> (ConsentState, bool) {
        let state = state_of(entries);
        let cell = state.cells.iter().find(|c| c.channel == channel && c.purpose == purpose).unwrap();
        assert_eq!(state.allows(channel, purpose), cell.is_allowed);
        (cell.state, cell.is_allowed)
    }

    #[test]
    fn unknown_is_not_yes_for_marketing_and_no_obstacle_for_care() {
        assert_eq!(cell_of(&[], Sms, Promotions), (Unknown, false));
        assert_eq!(cell_of(&[], Sms, AppointmentReminders), (Unknown, true));
    }

    #[test]
    fn one_given_is_enough_and_one_withdrawn_too_much() {
        let channel = [entry(None, Some(Whatsapp), true)];
        assert_eq!(cell_of(&channel, Whatsapp, Promotions), (Given, true));
        assert_eq!(cell_of(&channel, Sms, Promotions), (Unknown, false));
        let both = [entry(None, Some(Whatsapp), true), entry(Some(Promotions), None, false)];
        assert_eq!(cell_of(&both, Whatsapp, Promotions), (Withdrawn, false));
        assert_eq!(cell_of(&both, Whatsapp, AppointmentReminders), (Given, true));
        let no_calls = [entry(None, Some(Phone), false), entry(Some(AppointmentReminders), None, true)];
        assert_eq!(cell_of(&no_calls, Phone, AppointmentReminders), (Withdrawn, false));
    }

    #[test]
    fn the_newest_word_speaks() {
        let again = [entry(None, Some(Sms), false), entry(None, Some(Sms), true)];
        assert_eq!(cell_of(&again, Sms, Promotions), (Given, true));
        // On the pair itself after the channel as a whole, and the other way round.
        let pair = [entry(None, Some(Phone), true), entry(Some(Promotions), Some(Phone), false)];
        assert_eq!(cell_of(&pair, Phone, Promotions), (Withdrawn, false));
        assert_eq!(cell_of(&pair, Phone, BirthdayMessages), (Given, true));
        let whole = [entry(Some(Promotions), Some(Phone), true), entry(None, Some(Phone), false)];
        assert_eq!(cell_of(&whole, Phone, Promotions), (Withdrawn, false));
    }

    #[test]
    fn marketing_stands_above_its_purposes_and_not_above_care() {
        let no = [entry(None, Some(Sms), true), entry(Some(Marketing), None, false)];
        assert_eq!(cell_of(&no, Sms, Promotions), (Withdrawn, false));
        assert_eq!(cell_of(&no, Sms, BirthdayMessages), (Withdrawn, false));
        assert_eq!(cell_of(&no, Sms, AppointmentReminders), (Given, true));
    }

    #[test]
    fn flags_read_back_as_they_were_written() {
        let state = state_of(&[
            entry(None, Some(Sms), false),
            entry(Some(Promotions), None, true),
            entry(Some(Promotions), Some(Sms), false),
        ]);
        let sms = state.channels.iter().find(|c| c.channel == Sms).unwrap();
        let promotions = state.purposes.iter().find(|p| p.purpose == Promotions).unwrap();
        assert_eq!((sms.state, promotions.state), (Withdrawn, Given));
        assert_eq!(state.cells.len(), 20);
    }
}
