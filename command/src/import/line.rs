//! A line of a crontab, taken apart as cron(5) says.

/// What a line is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Line {
    Blank,
    /// With its `#`.
    Comment(String),
    /// `NAME=value`
    Set(String, String),
    /// The five fields, the user in a system crontab, and the command as it is written.
    Job {
        fields: String,
        user: Option<String>,
        command: String,
    },
    /// Why it cannot be kept.
    Wrong(String),
}

/// Reads a line; system crontabs have a user in the sixth column.
pub(super) fn read(line: &str, system: bool) -> Line {
    let line = line.trim_start_matches([' ', '\t']);
    if line.trim_end().is_empty() {
        return Line::Blank;
    }
    if line.starts_with('#') {
        return Line::Comment(line.trim_end().to_owned());
    }
    if let Some((name, value)) = setting(line) {
        return Line::Set(name, value);
    }
    // A minus before the minutes keeps cronie from logging the run; nothing else changes.
    let line = match line.strip_prefix('-') {
        Some(rest) if rest.starts_with(|c: char| c.is_ascii_digit() || c == '*' || c == '@') => rest,
        _ => line,
    };
    let (fields, rest) = match fields(line) {
        Ok(found) => found,
        Err(why) => return Line::Wrong(why),
    };
    let (user, command) = if system {
        let (user, command) = word(rest);
        if !is_user(user) {
            return Line::Wrong("a line of a system crontab has a user before the command".to_owned());
        }
        (Some(user.to_owned()), command)
    } else {
        (None, rest)
    };
    // What stands behind a `%` is the input of a command.
    if command.split('%').next().is_none_or(|command| command.trim().is_empty()) {
        return Line::Wrong("it has no command".to_owned());
    }
    if command.contains('\0') {
        return Line::Wrong("no process can be given the letter NUL".to_owned());
    }
    let (first, _) = word(command);
    if first.chars().all(|c| c.is_ascii_digit() || "*/,-?".contains(c)) {
        return Line::Wrong("it has a sixth field; cron(5) has five, and no seconds".to_owned());
    }
    if ["-n", "-q", "-s", "-x"].contains(&first) {
        return Line::Wrong(format!("`{first}` before the command is known to OpenBSD's cron only"));
    }
    Line::Job { fields, user, command: command.to_owned() }
}

/// The five fields in one spelling, and what stands behind them.
fn fields(line: &str) -> Result<(String, &str), String> {
    if line.starts_with('@') {
        let (name, rest) = word(line);
        let fields = match name.to_ascii_lowercase().as_str() {
            "@yearly" | "@annually" => "0 0 1 1 *",
            "@monthly" => "0 0 1 * *",
            "@weekly" => "0 0 * * 0",
            "@daily" | "@midnight" => "0 0 * * *",
            "@hourly" => "0 * * * *",
            "@every_minute" => "* * * * *",
            "@reboot" => {
                return Err("a reboot is no time, so no schedule can say it; start it from a unit of the system, \
                            such as a systemd service"
                    .to_owned());
            }
            "@every" => {
                return Err("`@every` counts from when that scheduler was started; say it in words, such as \
                            \"every 10 minutes\""
                    .to_owned());
            }
            _ => return Err(format!("`{name}` is no word of cron(5)")),
        };
        return Ok((fields.to_owned(), rest));
    }
    let mut rest = line;
    let mut fields = Vec::new();
    for _ in 0..5 {
        let (field, more) = word(rest);
        if field.is_empty() {
            return Err("it has fewer than five fields and a command".to_owned());
        }
        fields.push(field);
        rest = more;
    }
    for (field, name) in fields.iter().zip(["minute", "hour", "day of the month", "month", "weekday"]) {
        refused(field, name)?;
    }
    Ok((fields.join(" "), rest))
}

/// What the readers of cron lines do not agree on, or draw by lot.
fn refused(field: &str, name: &str) -> Result<(), String> {
    if field.contains('~') {
        return Err(format!("the {name} `{field}` is drawn by lot when cron starts; choose one"));
    }
    if field.starts_with(['H', 'h']) {
        return Err(format!("the {name} `{field}` is a hash that Jenkins makes; choose a number"));
    }
    for item in field.split(',') {
        if let Some((base, step)) = item.split_once('/')
            && base != "*"
            && !base.contains('-')
        {
            return Err(format!(
                "the {name} `{item}` is `{base}` alone in some crons and every {step} from there in others; \
                 write the range, as in `{base}-59/{step}`"
            ));
        }
    }
    Ok(())
}

/// The first word, and what comes behind the blanks after it.
fn word(text: &str) -> (&str, &str) {
    let text = text.trim_start_matches([' ', '\t']);
    let end = text.find([' ', '\t']).unwrap_or(text.len());
    let (word, rest) = text.split_at(end);
    (word, rest.trim_start_matches([' ', '\t']))
}

/// `NAME = value`, each with or without quotes.
fn setting(line: &str) -> Option<(String, String)> {
    let (name, value) = if let Some(rest) = line.strip_prefix(['"', '\'']) {
        let (name, rest) = rest.split_once(line.chars().next()?)?;
        (name, rest.trim_start().strip_prefix('=')?)
    } else {
        let (name, value) = line.split_once('=')?;
        (name.trim_end(), value)
    };
    let starts = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    if !starts || name.contains([' ', '\t']) {
        return None;
    }
    let value = value.trim();
    let quoted = ['"', '\''].into_iter().find_map(|quote| value.strip_prefix(quote)?.strip_suffix(quote));
    Some((name.to_owned(), quoted.unwrap_or(value).to_owned()))
}

fn is_user(user: &str) -> bool {
    user.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && user.chars().all(|c| c.is_ascii_alphanumeric() || "_-.$".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn job(fields: &str, command: &str) -> Line {
        Line::Job { fields: fields.into(), user: None, command: command.into() }
    }

    #[test]
    fn lines_come_apart() {
        let read = |line| read(line, false);
        assert_eq!(read("  \t"), Line::Blank);
        assert_eq!(read("  # 5 4 * * * x "), Line::Comment("# 5 4 * * * x".into()));
        assert_eq!(read("5 4 * * *\techo  a=b "), job("5 4 * * *", "echo  a=b "));
        assert_eq!(read("-*/5 * * * * x"), job("*/5 * * * *", "x"));
        assert_eq!(read("@Daily x"), job("0 0 * * *", "x"));
        assert_eq!(
            read("5 4 * * * -n x"),
            Line::Wrong("`-n` before the command is known to OpenBSD's cron only".into())
        );
        for line in ["5 4 * * x=1", "5 4 * * *", "*/5 * * * * * x", "0~9 * * * * x", "@fortnightly x", "H 3 * * * x"] {
            assert!(matches!(read(line), Line::Wrong(_)), "{line}: {:?}", read(line));
        }
        let Line::Wrong(why) = read("5/15 * * * * x") else { panic!("two readings") };
        assert!(why.contains("`5-59/15`"), "{why}");
    }

    #[test]
    fn settings_lose_their_quotes() {
        let read = |line| read(line, false);
        let set = |name: &str, value: &str| Line::Set(name.into(), value.into());
        assert_eq!(read("MAILTO=\"\""), set("MAILTO", ""));
        assert_eq!(read("A = 'b c ' "), set("A", "b c "));
        assert_eq!(read("'A'=b # c"), set("A", "b # c"));
        assert_eq!(read("PATH=/bin:$HOME/bin"), set("PATH", "/bin:$HOME/bin"));
    }

    #[test]
    fn system_crontabs_have_a_user() {
        let line = Line::Job { fields: "1 2 * * *".into(), user: Some("www-data".into()), command: "x y".into() };
        assert_eq!(read("1 2 * * * www-data x y", true), line);
        assert!(matches!(read("1 2 * * * /bin/x y", true), Line::Wrong(_)));
    }
}
