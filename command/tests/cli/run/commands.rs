//! What a command is given, and what comes of it.

use super::{Folder, Service};

#[test]
fn a_command_runs_in_its_folder_with_its_environment() {
    let folder = Folder::with(
        r#"
        [defaults]
        environment = { A = "of defaults", B = "of defaults" }
        [[job]]
        name = "shell"
        schedule = "every 200 ms"
        command = "echo \"$PWD|$A|$B|$PUNCTUAL_JOB|$PUNCTUAL_ATTEMPT|$PUNCTUAL_KEY\" > out; cat >> out"
        directory = "sub"
        environment = { B = "of job" }
        [[job]]
        name = "list"
        schedule = "every 200 ms"
        command = ["touch", "a file; with $odd name"]
        "#,
    );
    std::fs::create_dir(folder.0.join("sub")).expect("a folder");
    let service = Service::start(&folder, &[]);
    service.first(&[("job", "shell"), ("event", "ok")]);
    service.first(&[("job", "list"), ("event", "ok")]);
    assert_eq!(service.stop().0, 0);
    let said = folder.so_far("sub/out");
    let fields: Vec<_> = said.trim_end().split('|').collect();
    assert!(fields[0].ends_with("/sub"), "{said}");
    assert_eq!(&fields[1..5], ["of defaults", "of job", "shell", "1"]);
    assert!(fields[5].starts_with("shell@20") && fields[5].ends_with('Z'), "{said}");
    assert!(folder.0.join("a file; with $odd name").exists());
}

#[test]
fn a_failure_says_how_and_what_was_printed_last() {
    let folder = Folder::with(
        r#"
        [[job]]
        name = "status"
        schedule = "every 200 ms"
        command = "echo fine; echo 'disk full' >&2; exit 3"
        [[job]]
        name = "signal"
        schedule = "every 200 ms"
        command = "kill -KILL $$"
        [[job]]
        name = "program"
        schedule = "every 200 ms"
        command = ["no-such-program-here"]
        [[job]]
        name = "shell"
        schedule = "every 200 ms"
        command = "no-such-program-here"
        [[job]]
        name = "folder"
        schedule = "every 200 ms"
        command = "true"
        directory = "nowhere"
        "#,
    );
    let service = Service::start(&folder, &[]);
    for (job, said) in [
        ("status", "exit status 3: disk full"),
        ("signal", "killed by SIGKILL"),
        ("program", "there is no program no-such-program-here"),
        ("shell", "exit status 127: "),
        ("folder", "there is no folder "),
    ] {
        let line = service.first(&[("job", job), ("event", "failed")]);
        let error = line["error"].as_str().expect("a text");
        assert!(error.starts_with(said), "{job}: {error}");
    }
    assert_eq!(service.stop().0, 0);
}

#[test]
fn it_is_tried_again_and_then_somebody_is_told() {
    let folder = Folder::with(
        r#"
        [[job]]
        name = "flaky"
        schedule = "every 200 ms until 2999-01-01"
        command = "echo $PUNCTUAL_ATTEMPT >> attempts; echo said out; echo said err >&2; exit 9"
        retry = { times = 2, backoff = "10ms" }
        on_failure = "echo \"$PUNCTUAL_JOB|$PUNCTUAL_ERROR|$PUNCTUAL_EXIT_STATUS|$(echo $PUNCTUAL_STDOUT $PUNCTUAL_STDERR)|$PUNCTUAL_ATTEMPT\" > told"
        "#,
    );
    let service = Service::start(&folder, &[]);
    let told = folder.until("told", |told| told.ends_with('\n'));
    assert_eq!(told, "flaky|exit status 9: said err|9|said out said err|3\n");
    assert_eq!(service.stop().0, 0);
    assert!(folder.so_far("attempts").starts_with("1\n2\n3\n"), "{}", folder.so_far("attempts"));
}

#[test]
fn a_condition_is_asked_first() {
    let folder = Folder::with(
        r#"
        [[job]]
        name = "guarded"
        schedule = "every 200 ms"
        command = "touch ran"
        only_if = "test -e ready"
        "#,
    );
    let service = Service::start(&folder, &[]);
    let line = service.first(&[("job", "guarded"), ("event", "skipped")]);
    assert_eq!(line["why"], "only_if said no");
    assert!(!folder.0.join("ran").exists());
    folder.write("ready", "");
    service.first(&[("job", "guarded"), ("event", "ok")]);
    assert!(folder.0.join("ran").exists());
    assert_eq!(service.stop().0, 0);
}

#[test]
fn a_job_that_is_not_enabled_does_not_run() {
    let folder = Folder::with(
        r#"
        [[job]]
        name = "off"
        schedule = "every 200 ms"
        command = "true"
        enabled = false
        [[job]]
        name = "on"
        schedule = "every 200 ms"
        command = "true"
        "#,
    );
    let service = Service::start(&folder, &[]);
    service.nth(2, &[("job", "on"), ("event", "ok")]);
    assert!(service.all(&[("job", "off")]).is_empty());
    assert_eq!(service.stop().0, 0);
}

#[test]
fn what_commands_print_is_in_the_log_where_that_is_wanted() {
    let folder = Folder::with(
        r#"
        [[job]]
        name = "talks"
        schedule = "every 200 ms"
        command = "echo one; echo two >&2; printf '\\033[2Jthree'"
        "#,
    );
    let service = Service::start(&folder, &["--output"]);
    for line in ["one", "two", "\u{fffd}[2Jthree"] {
        service.first(&[("job", "talks"), ("event", "output"), ("line", line)]);
    }
    assert_eq!(service.stop().0, 0);
}

#[test]
fn a_command_that_prints_a_gigabyte_waits_for_nobody() {
    let folder = Folder::with(
        r#"
        [[job]]
        name = "loud"
        schedule = "every 2 seconds"
        command = "head -c 1073741824 /dev/zero; echo done >&2; exit 1"
        "#,
    );
    let service = Service::start(&folder, &[]);
    let line = service.first(&[("job", "loud"), ("event", "failed")]);
    assert_eq!(line["error"], "exit status 1: done");
    if cfg!(target_os = "linux") {
        let status = std::fs::read_to_string(format!("/proc/{}/status", service.child.id())).expect("a status");
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("a peak");
        let kib: u64 = peak.trim().trim_end_matches(" kB").parse().expect("a number");
        println!("peak {kib} KiB");
        assert!(kib < 200 * 1024, "peak {kib} KiB");
    }
    assert_eq!(service.stop().0, 0);
}

#[test]
fn a_program_that_is_not_there_is_named_whoever_wants_it() {
    let folder = Folder::with(
        r#"
        [[job]]
        name = "asks"
        schedule = "every 200 ms"
        command = ["true"]
        only_if = ["no-such-condition"]
        [[job]]
        name = "tells"
        schedule = "every 200 ms"
        command = ["false"]
        on_failure = ["no-such-mailer"]
        "#,
    );
    let service = Service::start(&folder, &[]);
    for (job, said) in [
        ("asks", "only_if: there is no program no-such-condition"),
        ("tells", "on_failure: there is no program no-such-mailer"),
    ] {
        assert_eq!(service.first(&[("job", job), ("event", "warning")])["message"], said);
    }
    assert_eq!(service.stop().0, 0);
}
