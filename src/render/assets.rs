//! The style and script that travel with a chapter: they come before its first section that needs them, so
//! that no file has to be installed into a book. Of both, a chapter has only the parts that its sections use.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::{LazyLock, OnceLock};

use crate::format::Part;
use crate::settings::{self, Settings};
use crate::write::script::json;

/// Text of the style, and the part that it is, if not every section needs it: pieces between which a chapter's own
/// class stands. `tests/browser/minify.mjs` makes it of the files in `formats/style/`, without nesting, which older browsers do not
/// know; a first line tells of which versions.
type Style = (Option<Part>, Vec<String>);

static STYLE: LazyLock<Vec<Style>> = LazyLock::new(|| {
    let files = [
        (None, include_str!("../formats/minified/section.css")),
        (Some(Part::Progress), include_str!("../formats/minified/progress.css")),
        (Some(Part::Controls), include_str!("../formats/minified/controls.css")),
        (Some(Part::Table), include_str!("../formats/minified/table.css")),
        (Some(Part::Cards), include_str!("../formats/minified/cards.css")),
        (Some(Part::Overview), include_str!("../formats/minified/overview.css")),
        (Some(Part::Map), include_str!("../formats/minified/map.css")),
        (None, include_str!("../formats/minified/print.css")),
    ];
    let part = |(part, text): (_, &str)| {
        let style = text.split_once('\n').map_or("", |(_, style)| style);
        (part, style.split('§').map(str::to_owned).collect())
    };
    files.into_iter().map(part).collect()
});

/// The scripts, made of the files in `formats/script/` by `tests/browser/minify.mjs`. A first line tells of which
/// versions, a second one the words that are used; the rest is a function, called with a placeholder.
const PROGRESS_SCRIPT: &str = include_str!("../formats/minified/progress.js");
const CONTROLS_SCRIPT: &str = include_str!("../formats/minified/controls.js");
const WHOLE_SCRIPT: &str = include_str!("../formats/minified/both.js");

/// The scripts of formats, which use no words; a first line tells of which versions.
const FORMAT_SCRIPTS: [(Part, &str); 2] = [
    (Part::Table, include_str!("../formats/minified/table.js")),
    (Part::Map, include_str!("../formats/minified/map.js")),
];

/// The code of a format's script.
fn format_code(script: &'static str) -> &'static str {
    script.split_once('\n').map_or("", |(_, code)| code.trim_end())
}

const OPENER: &str = "<div>\n";

/// Bytes that the style of a chapter takes, as a rule.
const STYLE_ROOM: usize = 24 * 1024;

/// First line of the files for all pages: only files with it are replaced.
pub(crate) const NOTICE: &str = "Written by `mdbook-resources assets`, which replaces this file.";

/// The files for all pages, each with the setting of `[output.html]` that names it.
pub(crate) const STYLE_FILE: (&str, &str) = ("resources.css", "additional-css");
pub(crate) const SCRIPT_FILE: (&str, &str) = ("resources.js", "additional-js");

/// The sections of all chapters, without weight.
const ALL_SECTIONS: &str = ":where([class*=resources-in-])";

/// True if a page has anything that the script is for.
const HAS_SECTIONS: &str = "document.querySelector(\".resources\")";

/// Style and script of a book, of which each chapter gets the parts that its sections use.
#[derive(Debug)]
pub(crate) struct Assets<'b> {
    title: &'b str,
    settings: &'b Settings,
    /// Scripts with the book's words, each made when the first chapter needs it: for progress, controls, both.
    scripts: [OnceLock<String>; 3],
}

/// A file that all pages of a book load.
pub(crate) struct AssetFile {
    /// Its path from the book's root.
    pub(crate) name: &'static str,
    /// The setting of `[output.html]` that names it.
    pub(crate) setting: &'static str,
    pub(crate) text: String,
}

impl AssetFile {
    /// Returns whether a file with this text is as it should be, with whatever line ends.
    pub(crate) fn is_current(&self, text: &str) -> bool {
        text.replace("\r\n", "\n") == self.text
    }
}

/// Style and script of a chapter: lines of HTML, none of them blank.
#[derive(Debug)]
pub(crate) struct ChapterAssets(String);

impl<'b> Assets<'b> {
    /// The assets of a book with this title.
    pub(crate) fn new(title: &'b str, settings: &'b Settings) -> Self {
        Assets { title, settings, scripts: Default::default() }
    }

    /// Style, script and structured data of a chapter, given as a slug; `None` if it needs nothing.
    pub(crate) fn of_chapter(
        &self,
        chapter: &str,
        parts: &BTreeSet<Part>,
        structured_data: &str,
    ) -> Option<ChapterAssets> {
        let uses = |part: Part| parts.contains(&part);
        let style = self.settings.html.style;
        let has_files = style == settings::Style::Files;
        let script =
            (!has_files).then(|| self.script(uses(Part::Progress), uses(Part::Controls))).flatten();
        let script_room = script.map_or(0, str::len);
        let mut text = String::with_capacity(STYLE_ROOM + structured_data.len() + script_room);
        // In HTML's body, a style has to be the first child of an element.
        text.push_str(OPENER);
        if style == settings::Style::Full {
            text.push_str("<style>\n");
            // Without weight, so that an author's own rules win; for one chapter only, because print pages have
            // it once for each, and a validator wants none of them to reach back to an earlier one.
            let scope = format!(":where(.resources-in-{chapter})");
            let is_used = |(part, _): &&Style| part.is_none_or(uses);
            for (_, between) in STYLE.iter().filter(is_used) {
                for (number, piece) in between.iter().enumerate() {
                    text.push_str(if number == 0 { "" } else { &scope });
                    text.push_str(piece);
                }
            }
            text.push_str("</style>\n");
        }
        if !structured_data.is_empty() {
            text.extend([
                "<script type=\"application/ld+json\">\n",
                structured_data,
                "\n</script>\n",
            ]);
        }
        let of_formats = FORMAT_SCRIPTS.iter().filter(|(part, _)| uses(*part));
        // Without the style and without progress, nothing travels.
        let has_code = style == settings::Style::Full || script.is_some();
        let of_formats = of_formats.filter(|_| has_code);
        for code in script.into_iter().chain(of_formats.map(|(_, script)| format_code(script))) {
            text.extend(["<script>\n", code, "\n</script>\n"]);
        }
        let is_needed = text.len() > OPENER.len();
        text.push_str("</div>\n");
        is_needed.then_some(ChapterAssets(text))
    }

    /// The files that all pages of the book load where chapters bring neither style nor script.
    pub(crate) fn files(&self) -> [AssetFile; 2] {
        let style = STYLE.iter().map(|(_, between)| between.join(ALL_SECTIONS));
        let code = self.script(self.settings.html.progress, true).unwrap_or_default();
        [
            AssetFile {
                name: STYLE_FILE.0,
                setting: STYLE_FILE.1,
                text: format!("/* {NOTICE} */\n{}", style.collect::<String>()),
            },
            AssetFile {
                name: SCRIPT_FILE.0,
                setting: SCRIPT_FILE.1,
                text: format!(
                    "/* {NOTICE} */\nif ({HAS_SECTIONS}) {{\n{code}\n}}\n{}",
                    FORMAT_SCRIPTS.map(|(_, script)| format_code(script)).concat()
                ),
            },
        ]
    }

    /// The script for progress, controls or both.
    fn script(&self, progress: bool, controls: bool) -> Option<&str> {
        let (number, source) = match (progress, controls) {
            (true, false) => (0, PROGRESS_SCRIPT),
            (false, true) => (1, CONTROLS_SCRIPT),
            (true, true) => (2, WHOLE_SCRIPT),
            (false, false) => return None,
        };
        Some(self.scripts[number].get_or_init(|| self.code(source)))
    }

    /// The code of a script, with the words that it uses.
    fn code(&self, source: &str) -> String {
        let Settings { html, words, .. } = self.settings;
        let mut lines = source.splitn(3, '\n').skip(1);
        let (names, code) = (lines.next().unwrap_or_default(), lines.next().unwrap_or_default());
        let of_book = [self.title, html.progress_key.as_deref().unwrap_or_default()];
        let names = names.split(' ').skip(1);
        let words = names.map(|name| words.get(&name.replace('_', "-")).unwrap_or_default());
        let values: Vec<String> =
            of_book.into_iter().chain(words).map(|text| json(&text.into())).collect();
        code.trim_end().replace("...VALUES", &values.join(","))
    }
}

impl ChapterAssets {
    /// Lines of HTML, with this after each.
    pub(crate) fn lines(&self, line_break: &str) -> Cow<'_, str> {
        match line_break {
            "\n" => Cow::Borrowed(&self.0),
            _ => self.0.replace('\n', line_break).into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{CONTROLS_SCRIPT, FORMAT_SCRIPTS, PROGRESS_SCRIPT, STYLE, WHOLE_SCRIPT};
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
        for (part, between) in STYLE.iter() {
            let text = between.join("§");
            let depths = text.chars().scan(0_i32, |depth, c| {
                *depth += i32::from(c == '{') - i32::from(c == '}');
                Some(*depth)
            });
            let depths: Vec<i32> = depths.collect();
            assert!(depths.iter().all(|depth| *depth >= 0), "{part:?}");
            assert_eq!(depths.last(), Some(&0), "{part:?}");
        }
    }

    const STYLES: [(&str, &str); 8] = [
        (
            include_str!("../formats/style/section.css"),
            include_str!("../formats/minified/section.css"),
        ),
        (
            include_str!("../formats/style/progress.css"),
            include_str!("../formats/minified/progress.css"),
        ),
        (
            include_str!("../formats/style/controls.css"),
            include_str!("../formats/minified/controls.css"),
        ),
        (include_str!("../formats/style/table.css"), include_str!("../formats/minified/table.css")),
        (include_str!("../formats/style/cards.css"), include_str!("../formats/minified/cards.css")),
        (
            include_str!("../formats/style/overview.css"),
            include_str!("../formats/minified/overview.css"),
        ),
        (include_str!("../formats/style/map.css"), include_str!("../formats/minified/map.css")),
        (include_str!("../formats/style/print.css"), include_str!("../formats/minified/print.css")),
    ];

    #[test]
    fn minified_styles_are_those_of_the_files() {
        for (source, style) in STYLES {
            let expected = format!("/* {} */", fingerprint(source));
            assert_eq!(
                style.lines().next(),
                Some(&*expected),
                "stale: run `node minify.mjs` in tests/browser"
            );
            assert!(!style.contains('&'), "no rule is in another one");
        }
    }

    #[test]
    fn minified_scripts_of_formats_are_those_of_the_files() {
        let sources =
            [include_str!("../formats/script/table.js"), include_str!("../formats/script/map.js")];
        for ((_, script), source) in FORMAT_SCRIPTS.iter().zip(sources) {
            let expected = format!("// {}", fingerprint(source));
            assert_eq!(
                script.lines().next(),
                Some(&*expected),
                "stale: run `node minify.mjs` in tests/browser"
            );
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
