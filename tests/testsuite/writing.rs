//! Commands that help while one writes: `explain`, `template`, `completions` and help.

use std::process::Command;

use mdbook_resources::Code;

use crate::support::{COMMAND, Folder, run_in};

fn answer(arguments: &[&str]) -> String {
    let run = run_in(&Folder::new(), arguments);
    assert_eq!((run.code, &*run.stderr), (Some(0), ""), "{arguments:?}");
    run.stdout
}

#[test]
fn explain_prints_the_manual() {
    let all = answer(&["explain"]);
    for code in Code::ALL {
        let text = answer(&["explain", code.as_str()]);
        assert!(text.contains(&format!("[{code}]: ")), "{text}");
        // Plain text for a terminal.
        let explanation = text.split("\n\n").next().unwrap();
        assert!(!text.contains("```") && !explanation.contains("]("), "{text}");
        assert!(all.contains(&format!("{code}\n    ")), "{all}");
    }
    assert_eq!(all.lines().count(), 2 * Code::ALL.len());
    let include = answer(&["explain", "missing-include"]);
    assert!(include.contains("\n    {{#include part.md}}\n"), "{include}");
    let unknown = run_in(&Folder::new(), &["explain", "unknown-nam"]);
    assert_eq!(unknown.code, Some(2));
    assert!(unknown.stderr.contains("'unknown-name'"), "{}", unknown.stderr);
}

#[test]
fn a_printed_template_does_what_the_built_in_one_does() {
    let folder = Folder::new();
    folder.write("a.md", "<<#resources all format=mine>>\n");
    folder.write("b.md", "<<#resources all format=list>>\n");
    folder.write("mine.md", answer(&["template", "list"]));
    folder.write("book.toml", "[preprocessor.resources]\nformats.mine = \"mine.md\"\n");
    let expanded = |file| run_in(&folder, &["expand", file]);
    assert_eq!(expanded("a.md").stderr, "");
    assert_eq!(expanded("a.md").stdout, expanded("b.md").stdout);
    assert_eq!(answer(&["template", "cards"]), answer(&["template", "cards.html"]));
}

#[test]
fn templates_extend_and_include_built_in_ones() {
    let folder = Folder::new();
    let extended = "{% extends \"builtin/list.md\" %}\n{% block resource %}\n{{ bullet }} {{ resource.title }}\n{% endblock %}\n";
    folder.write("extended.md", extended);
    folder.write("list.md", "Mine:\n\n{% include \"builtin/list.md\" %}");
    folder.write(
        "book.toml",
        "[preprocessor.resources]\nformats.short = \"extended.md\"\nformats.list = \"list.md\"\n",
    );
    folder.write("short.md", "<<#resources calculus format=short>>\n");
    folder.write("list-here.md", "<<#resources essence-of-calculus descriptions=none>>\n");
    let short = run_in(&folder, &["expand", "short.md"]);
    let shown = "\n\n- Essence of calculus\n- Multivariable calculus\n";
    assert!(short.stdout.ends_with(shown), "{}{}", short.stdout, short.stderr);
    let list = run_in(&folder, &["expand", "list-here.md"]);
    assert!(list.stdout.starts_with("Mine:\n\n- **[Essence of calculus]("), "{}", list.stderr);
}

#[test]
fn ids_come_one_a_line() {
    let ids = answer(&["list", "calculus", "--format", "ids"]);
    assert_eq!(ids, "calculus\nessence-of-calculus\nmultivariable-calculus\n");
}

#[test]
fn every_shell_has_completions() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = answer(&["completions", shell]);
        let asks = script.contains("mdbook-resources list --format ids");
        assert_eq!(asks, ["bash", "zsh", "fish"].contains(&shell), "{shell}");
    }
    let zsh = answer(&["completions", "zsh"]);
    assert_eq!(zsh.matches("OPTION=VALUE:_mdbook-resources-names'").count(), 2, "{zsh}");
}

/// Completions in bash, if there is a bash.
#[test]
fn bash_completes_names() {
    let complete = |words: &str, at: usize| {
        let script = format!(
            "mdbook-resources() {{ '{COMMAND}' \"$@\"; }}\nsource <('{COMMAND}' completions bash)\n\
             COMP_WORDS=(mdbook-resources {words}); COMP_CWORD={at}\n\
             _mdbook-resources-names mdbook-resources \"${{COMP_WORDS[{at}]}}\" \"${{COMP_WORDS[{at}-1]}}\"\n\
             printf '%s ' \"${{COMPREPLY[@]}}\""
        );
        let output = Command::new("bash").args(["-c", &script]).output().ok()?;
        Some(String::from_utf8(output.stdout).unwrap())
    };
    let Some(names) = complete("list calc", 2) else { return };
    assert_eq!(names, "calculus ");
    assert_eq!(complete("list --format u", 3).unwrap(), "urls ");
    assert_eq!(complete("expl", 1).unwrap(), "explain ");
}

#[test]
fn every_command_has_help_with_an_example() {
    let help = answer(&["--help"]);
    let commands = help.split("Commands:\n").nth(1).unwrap().split("\n\n").next().unwrap();
    let mut count = 0;
    for line in commands.lines().filter(|line| line.starts_with("  ") && !line.starts_with("   ")) {
        let command = line.split_whitespace().next().unwrap();
        if command == "help" {
            continue;
        }
        let help = answer(&[command, "--help"]);
        let example = format!("\n  mdbook-resources {command}");
        let examples = help.split("\nExample").nth(1).unwrap_or_default();
        assert!(examples.contains(&example), "{help}");
        count += 1;
    }
    assert!(count >= 12, "{commands}");
}
