//! The whole permission matrix beside its golden file: who may do and see what changes on purpose only.

use crm::clinic::{Action, Role, View};
use std::fmt::Write as _;

#[test]
fn the_permission_matrix_is_the_golden_one() {
    let mut matrix = String::new();
    let mut line = |kind: &str, label: &str, may: &dyn Fn(Role) -> bool| {
        let marks: Vec<&str> = Role::ALL.iter().map(|role| if may(*role) { "yes" } else { "-" }).collect();
        writeln!(
            matrix,
            "{kind:<7}{label:<22}{}",
            marks.iter().map(|m| format!("{m:<14}")).collect::<String>().trim_end()
        )
        .unwrap();
    };
    Action::ALL.iter().for_each(|action| line("do", action.label(), &|role| action.is_allowed(role)));
    View::ALL.iter().for_each(|view| line("see", view.label(), &|role| view.is_allowed(role)));
    let roles: String = Role::ALL.iter().map(|role| format!("{:<14}", role.as_str())).collect();
    let matrix = format!("{:<29}{}\n{matrix}", "", roles.trim_end());
    insta::with_settings!({ snapshot_path => "../golden", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("permissions", matrix);
    });
}

#[test]
fn labels_are_unique_for_they_are_kept_in_the_audit() {
    let mut labels: Vec<&str> = Action::ALL.iter().map(|action| action.label()).collect();
    labels.sort_unstable();
    assert!(labels.windows(2).all(|pair| pair[0] != pair[1]));
}
