//! The style and script that travel with a chapter: they come before its first section that needs them, so
//! that no file has to be installed into a book. Of both, a chapter has only the parts that its sections use.

use std::sync::LazyLock;

use super::Page;
use crate::settings::HtmlSettings;
use crate::words::Words;
use crate::write::script::json;

/// A part of the style or the script, and the class without which no section needs it.
type Part = (Option<&'static str>, String);

fn parts<const N: usize>(files: [(Option<&'static str>, &str); N]) -> Vec<Part> {
    files.into_iter().map(|(class, text)| (class, compact(text))).collect()
}

static STYLE: LazyLock<Vec<Part>> = LazyLock::new(|| {
    parts([
        (None, include_str!("../formats/style/section.css")),
        (Some(PROGRESS), include_str!("../formats/style/progress.css")),
        (Some(CONTROLS), include_str!("../formats/style/controls.css")),
        (Some("resources-table"), include_str!("../formats/style/table.css")),
        (Some("resources-cards"), include_str!("../formats/style/cards.css")),
        (Some("resources-overview"), include_str!("../formats/style/overview.css")),
        (Some("resources-map"), include_str!("../formats/style/map.css")),
        (None, include_str!("../formats/style/print.css")),
    ])
});

/// The class without which no section needs the script of progress, and that without which none needs controls.
const PROGRESS: &str = "resources-progress";
const CONTROLS: &str = "resources-controls";

/// The scripts, made of the files in `formats/script/` by `tests/browser/minify.mjs`. A first line tells of which
/// versions, a second one the words that are used; the rest is a function, called with a placeholder.
const PROGRESS_SCRIPT: &str = include_str!("../formats/minified/progress.js");
const CONTROLS_SCRIPT: &str = include_str!("../formats/minified/controls.js");
const WHOLE_SCRIPT: &str = include_str!("../formats/minified/both.js");

/// What the sections of a chapter need.
#[derive(Debug)]
pub(crate) struct Assets {
    /// The class that the sections of the chapter have.
    class: String,
    text: String,
}

impl Assets {
    /// What the sections of this page need, and what they show for machines; `None` if they need nothing.
    pub(crate) fn of<'s>(
        page: &Page,
        sections: impl Iterator<Item = &'s str>,
        structured_data: &str,
    ) -> Option<Self> {
        let html = page.html.as_deref()?;
        let class = format!("resources-in-{}", page.chapter);
        let sections: Vec<&str> = sections.filter(|section| section.contains(&class)).collect();
        let uses = |class: &str| sections.iter().any(|section| section.contains(class));
        let is_used = |(class, _): &&Part| class.is_none_or(uses);
        let mut text = Vec::new();
        if html.style {
            let style: String = STYLE.iter().filter(is_used).map(|(_, part)| &**part).collect();
            // Without weight, so that an author's own rules win; for one chapter only, because print pages have
            // it once for each, and a validator wants none of them to reach back to an earlier one.
            let style = style.replace('§', &format!(":where(.{class})"));
            text.push(format!("<style>\n{style}</style>"));
        }
        let source = match (uses(PROGRESS), uses(CONTROLS)) {
            (true, true) => Some(WHOLE_SCRIPT),
            (true, false) => Some(PROGRESS_SCRIPT),
            (false, true) => Some(CONTROLS_SCRIPT),
            (false, false) => None,
        };
        if !structured_data.is_empty() {
            text.push(format!(
                "<script type=\"application/ld+json\">\n{structured_data}\n</script>"
            ));
        }
        text.extend(source.map(|source| script(source, html, &page.words)));
        // In HTML's body, a style has to be the first child of an element.
        let text = (!text.is_empty()).then(|| format!("<div>\n{}\n</div>", text.join("\n")));
        text.map(|text| Assets { class, text })
    }

    /// Whether a section has anything that they are for.
    pub(crate) fn serve(&self, section: &str) -> bool {
        section.contains(&self.class)
    }

    /// Lines of HTML, none of them blank, with this after each.
    pub(crate) fn lines(&self, line_break: &str) -> String {
        self.text.replace('\n', line_break) + line_break
    }
}

/// The script of a chapter, with the words that it uses.
fn script(source: &str, html: &HtmlSettings, words: &Words) -> String {
    let mut lines = source.splitn(3, '\n').skip(1);
    let (names, code) = (lines.next().unwrap_or_default(), lines.next().unwrap_or_default());
    let of_book =
        [&html.title, &html.progress_key].map(|value| value.as_deref().unwrap_or_default());
    let names = names.split(' ').skip(1);
    let words = names.map(|name| words.get(&name.replace('_', "-")).unwrap_or_default());
    let values: Vec<String> =
        of_book.into_iter().chain(words).map(|text| json(&text.into())).collect();
    format!("<script>\n{}\n</script>", code.trim_end().replace("...VALUES", &values.join(",")))
}

/// A style without comments, and without blank lines, which would end a block of HTML.
fn compact(text: &str) -> String {
    let is_code = |line: &&str| !line.is_empty() && !line.starts_with("/*");
    let lines = text.lines().map(str::trim).filter(is_code);
    let mut style: String = lines.flat_map(|line| [line, "\n"]).collect();
    // No text of ours has these, so that they stand between the words of CSS only.
    for (written, short) in
        [(" {", "{"), ("{ ", "{"), ("; ", ";"), (";}", "}"), (": ", ":"), (", ", ",")]
    {
        style = style.replace(written, short);
    }
    style
}

#[cfg(test)]
mod tests {
    use super::{CONTROLS_SCRIPT, PROGRESS_SCRIPT, STYLE, WHOLE_SCRIPT};
    use crate::words::Words;

    const PAGE: &str = include_str!("../formats/script/page.js");
    const PROGRESS: [&str; 3] = [
        include_str!("../formats/script/progress.js"),
        include_str!("../formats/script/view.js"),
        include_str!("../formats/script/tools.js"),
    ];
    const CONTROLS: &str = include_str!("../formats/script/controls.js");

    /// FNV-1a, as in `minify.mjs`.
    fn fingerprint(text: &str) -> String {
        let step = |hash: u64, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        format!("{:016x}", text.bytes().fold(0xcbf2_9ce4_8422_2325, step))
    }

    /// A part that is left out must not take a brace of the next one with it.
    #[test]
    fn braces_of_each_part_of_the_style_match() {
        for (class, part) in STYLE.iter() {
            let depths = part.chars().scan(0_i32, |depth, c| {
                *depth += i32::from(c == '{') - i32::from(c == '}');
                Some(*depth)
            });
            let depths: Vec<i32> = depths.collect();
            assert!(depths.iter().all(|depth| *depth >= 0), "{class:?}");
            assert_eq!(depths.last(), Some(&0), "{class:?}");
            // All rules stand in those of a scope.
            let scopes = part.matches("§{").count();
            assert_eq!(part.matches('§').count(), scopes, "{class:?}");
        }
    }

    #[test]
    fn minified_scripts_are_those_of_the_files() {
        let [progress, view, tools] = PROGRESS;
        for (script, parts) in [
            (PROGRESS_SCRIPT, [PAGE, progress, view, tools, ""]),
            (CONTROLS_SCRIPT, [PAGE, "", "", "", CONTROLS]),
            (WHOLE_SCRIPT, [PAGE, progress, view, tools, CONTROLS]),
        ] {
            let first = script.lines().next().unwrap_or_default();
            let expected = format!("// {}", fingerprint(&parts.concat()));
            assert_eq!(first, expected, "stale: run `node minify.mjs` in tests/browser");
            assert!(script.contains("(...VALUES)"));
            // What would end the script, and what mdBook would take for a helper of its own.
            assert!(!script.contains("</script") && !script.contains("{{#"));
            for name in script.lines().nth(1).unwrap_or_default().split(' ').skip(1) {
                assert!(Words::KEYS.contains(&&*name.replace('_', "-")), "{name}");
            }
        }
    }
}
