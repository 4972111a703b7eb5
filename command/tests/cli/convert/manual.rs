//! `punctual man`: a page for each command, made from its help.

use super::super::punctual;
use super::Folder;

#[test]
fn each_command_has_a_page() {
    let home = Folder::new();
    assert_eq!(home.run(&["man", "--output", "man1"]).status, 0);
    let help = punctual(&["--help"]).stdout;
    let commands = help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    let names: Vec<_> =
        commands.filter_map(|line| line.split_whitespace().next()).filter(|name| *name != "help").collect();
    assert!(names.len() >= 8, "{names:?}");
    for name in &names {
        let page = home.read(&format!("man1/punctual-{name}.1"));
        for part in [
            "\n.SH NAME\n",
            "\n.SH SYNOPSIS\n",
            "\n.SH EXAMPLES\n.nf\n",
            "\n.SH \"EXIT STATUS\"\n",
            "\n.SH ENVIRONMENT\n",
        ] {
            assert_eq!(page.matches(part).count(), 1, "{name}: {part}\n{page}");
        }
    }
    let page = home.read("man1/punctual.1");
    for name in &names {
        assert!(page.contains(&format!("punctual\\-{}(1)", name.replace('-', "\\-"))), "{name}");
    }
    assert!(home.read("man1/punctual-import-crontab.1").contains("@reboot"));
    assert_eq!(punctual(&["man"]).stdout, page);
}
