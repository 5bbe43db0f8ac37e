//! `completions SHELL`: what a shell needs to complete a command line.

use clap::CommandFactory;
use clap_complete::{Shell, generate};

use super::arguments::Arguments;
use super::streams::print;

/// Prints the script for a shell.
pub(super) fn run(shell: Shell) -> anyhow::Result<bool> {
    let mut script = Vec::new();
    generate(shell, &mut Arguments::command(), "mdbook-resources", &mut script);
    let script = String::from_utf8(script)?;
    print(&with_names(shell, script))?;
    Ok(true)
}

/// The script, made to ask for the ids of topics and resources where the shell can.
fn with_names(shell: Shell, script: String) -> String {
    match shell {
        // clap_complete 4.6 takes the dash in the program's name for the end of a word, in some of the labels.
        Shell::Bash => script.replace("mdbook__subcmd__resources", "mdbook__resources") + BASH,
        Shell::Fish => script + FISH,
        Shell::Zsh => {
            let words = "OPTION=VALUE:_default'";
            let script = script.replace(words, "OPTION=VALUE:_mdbook-resources-names'");
            // The file is run as a whole when it is first asked, and its last lines call what stands before them.
            script.replacen("if [ \"$funcstack", &format!("{ZSH}\nif [ \"$funcstack"), 1)
        }
        _ => script,
    }
}

const BASH: &str = r#"
_mdbook-resources-names() {
    _mdbook__resources "$@"
    local current="${COMP_WORDS[COMP_CWORD]}"
    case "${COMP_WORDS[1]} ${COMP_WORDS[COMP_CWORD-1]} ${current}" in
        *" -"*) ;;
        list*|export*) COMPREPLY+=($(compgen -W "$(mdbook-resources list --format ids 2>/dev/null)" -- "${current}")) ;;
    esac
}
complete -F _mdbook-resources-names -o bashdefault -o default mdbook-resources
"#;

const FISH: &str = r#"
complete -c mdbook-resources -n "__fish_mdbook_resources_using_subcommand list" -f -a "(mdbook-resources list --format ids 2>/dev/null)"
complete -c mdbook-resources -n "__fish_mdbook_resources_using_subcommand export" -f -a "(mdbook-resources list --format ids 2>/dev/null)"
"#;

const ZSH: &str = r#"_mdbook-resources-names() {
    local -a names
    names=(${(f)"$(mdbook-resources list --format ids 2>/dev/null)"})
    compadd -a names
}
"#;
