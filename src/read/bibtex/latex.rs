//! LaTeX in the values of fields, as plain text.

use std::collections::BTreeSet;
use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

use crate::read::entries::Entries;
use crate::suggest;

/// Names that are not known, and where the first of them is.
#[derive(Default)]
pub(super) struct Unknown {
    names: BTreeSet<String>,
    place: Option<Range<usize>>,
}

/// Names that a warning lists, at most.
const MAX_NAMED: usize = 20;

/// Characters of an argument in brackets, at most.
const MAX_BRACKET: usize = 200;

impl Unknown {
    pub(super) fn add(&mut self, name: &str, place: &Range<usize>) {
        self.place.get_or_insert_with(|| place.clone());
        if self.names.len() < MAX_NAMED {
            self.names.insert(name.to_owned());
        }
    }

    /// Warns of all names at the place of the first, if there are any.
    pub(super) fn warn(self, message: &str, entries: &mut Entries) {
        if let Some(place) = self.place {
            let names: Vec<String> = self.names.into_iter().collect();
            entries.warn(place, format!("{message}: {}", suggest::listed(&names)));
        }
    }
}

/// Accents that are a command of one character, with the mark that goes on a letter and the sign by itself.
const ACCENTS: [(&str, char, char); 19] = [
    ("`", '\u{300}', '`'),
    ("'", '\u{301}', '\''),
    ("^", '\u{302}', '^'),
    ("~", '\u{303}', '~'),
    ("=", '\u{304}', '¯'),
    ("u", '\u{306}', '˘'),
    (".", '\u{307}', '˙'),
    ("f", '\u{311}', '\u{311}'),
    ("G", '\u{30f}', '\u{30f}'),
    ("h", '\u{309}', '\u{309}'),
    ("\"", '\u{308}', '"'),
    ("r", '\u{30a}', '˚'),
    ("H", '\u{30b}', '˝'),
    ("v", '\u{30c}', 'ˇ'),
    ("d", '\u{323}', '.'),
    ("c", '\u{327}', '¸'),
    ("k", '\u{328}', '˛'),
    ("textcommabelow", '\u{326}', ','),
    ("b", '\u{331}', '_'),
];

/// Commands that stand for a text, each with it.
const SYMBOLS: &str = "\
    AA=Å aa=å AE=Æ ae=æ alpha=α approx=≈ ast=* beta=β BibTeX=BibTeX cap=∩ cdot=· chi=χ copyright=© cup=∪ dag=† \
    degree=° Delta=Δ delta=δ DH=Ð dh=ð DJ=Đ dj=đ dots=… ell=ℓ epsilon=ε eta=η euro=€ exists=∃ forall=∀ Gamma=Γ \
    gamma=γ geq=≥ gg=≫ guillemotleft=« guillemotright=» hyphen=- i=ı in=∈ infty=∞ j=ȷ kappa=κ L=Ł l=ł Lambda=Λ \
    lambda=λ langle=⟨ LaTeX=LaTeX ldots=… leftarrow=← leftrightarrow=↔ leq=≤ ll=≪ log=log max=max min=min mu=μ \
    neq=≠ NG=Ŋ ng=ŋ nu=ν O=Ø o=ø OE=Œ oe=œ OHORN=Ơ ohorn=ơ Omega=Ω omega=ω oplus=⊕ otimes=⊗ P=¶ partial=∂ Phi=Φ \
    phi=φ Pi=Π pi=π pm=± pounds=£ psi=ψ rangle=⟩ rho=ρ rightarrow=→ S=§ Sigma=Σ sigma=σ sim=∼ simeq=≃ slash=/ \
    sqrt=√ ss=ß subset=⊂ sum=∑ tau=τ TeX=TeX textasciiacute=´ textasciicaron=ˇ textasciicircum=^ textasciimacron=¯ \
    textasciitilde=~ textbar=| textbraceleft={ textbraceright=} textdegree=° textdollar=$ texteuro=€ textquotesingle=' textquestiondown=¿ textexclamdown=¡ texttildelow=~ textellipsis=… \
    textemdash=— textendash=– textgreater=> textless=< textmu=µ textperiodcentered=· textquotedblleft=“ \
    textquotedblright=” textquoteleft=‘ textquoteright=’ textregistered=® textrightarrow=→ textsterling=£ \
    texttimes=× texttrademark=™ textunderscore=_ TH=Þ th=þ Theta=Θ theta=θ times=× to=→ UHORN=Ư uhorn=ư xi=ξ zeta=ζ";

/// Commands that stand for a blank.
const BLANKS: &str = "item linebreak newblock newline par qquad quad space thinspace";

/// Commands whose argument stays, and which change only how it looks.
const STYLES: &str = "\
    bf bfseries cal em emph ensuremath footnotesize hbox it itshape left lowercase MakeUppercase mathbb mathbf \
    mathcal mathit mathrm mathsf mbox mkbibbold mkbibemph mkbibitalic path protect relax rm sc sf sl small text \
    textbf textit textmd textnormal textrm textsc textsf textsl textsubscript textsuperscript texttt textup \
    tt uppercase url";

/// Commands whose first argument is not shown.
const HIDDEN: [&str; 14] = [
    "begin",
    "foreignlanguage",
    "cite",
    "citep",
    "citet",
    "end",
    "href",
    "hspace",
    "label",
    "noopsort",
    "phantom",
    "ref",
    "vphantom",
    "vspace",
];

/// Commands that put their argument in quotes.
const QUOTES: [&str; 2] = ["enquote", "mkbibquote"];

/// A value as plain text; commands that are not known are left out, and added to `unknown`.
pub(super) fn text(value: &str, span: &Range<usize>, unknown: &mut Unknown) -> String {
    let mut reader =
        LatexReader { rest: value, written: String::new(), accents: Vec::new(), open: Vec::new() };
    let mut closing = None;
    while let Some(c) = reader.take() {
        match c {
            '{' => reader.open.push(closing.take()),
            '}' => reader.close(),
            '\\' => closing = reader.command(span, unknown),
            '$' => {}
            '~' => reader.push(' '),
            '-' if reader.takes("--") => reader.push('—'),
            '-' if reader.takes("-") => reader.push('–'),
            '`' if reader.takes("`") => reader.push('“'),
            '\'' if reader.takes("'") => reader.push('”'),
            '`' => reader.push('‘'),
            c => reader.push(c),
        }
    }
    reader.written.nfc().collect()
}

/// The text that a command stands for.
fn symbol(name: &str) -> Option<&'static str> {
    let mut known = SYMBOLS.split(' ').filter_map(|symbol| symbol.split_once('='));
    let backslash = (name == "textbackslash").then_some("\\");
    known.find(|(known, _)| *known == name).map(|(_, text)| text).or(backslash)
}

fn is_in(names: &str, name: &str) -> bool {
    names.split(' ').any(|known| known == name)
}

struct LatexReader<'v> {
    rest: &'v str,
    written: String,
    /// Accents that wait for their letter, the outermost first.
    accents: Vec<(char, char)>,
    /// For each open brace what is written when it closes.
    open: Vec<Option<char>>,
}

impl LatexReader<'_> {
    fn take(&mut self) -> Option<char> {
        let mut chars = self.rest.chars();
        let c = chars.next();
        self.rest = chars.as_str();
        c
    }

    fn takes(&mut self, next: &str) -> bool {
        let rest = self.rest.strip_prefix(next);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn push(&mut self, c: char) {
        // A blank parts an accent from its letter, as it parts a command from what follows.
        if c == ' ' && !self.accents.is_empty() {
            return;
        }
        if c.is_alphabetic() && !self.accents.is_empty() {
            // A letter that is made for accents has no dot; composed, it has one.
            self.written.push(match c {
                'ı' => 'i',
                'ȷ' => 'j',
                c => c,
            });
            self.written.extend(self.accents.drain(..).rev().map(|(mark, _)| mark));
            return;
        }
        self.written.extend(self.accents.drain(..).map(|(_, sign)| sign));
        self.written.push(c);
    }

    /// Ends a group: `\~{}` is the sign by itself.
    fn close(&mut self) {
        self.written.extend(self.accents.drain(..).map(|(_, sign)| sign));
        self.written.extend(self.open.pop().flatten());
    }

    /// Reads a command; what is to be written when its argument closes.
    fn command(&mut self, span: &Range<usize>, unknown: &mut Unknown) -> Option<char> {
        let letters = self.rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(self.rest.len());
        let first = self.rest.chars().next().map_or(0, char::len_utf8);
        let is_word = letters > 0;
        let (name, rest) = self.rest.split_at(if is_word { letters } else { first });
        self.rest = if is_word { rest.trim_start() } else { rest };
        if let Some((_, mark, sign)) = ACCENTS.iter().find(|(known, ..)| *known == name) {
            self.accents.push((*mark, *sign));
            return None;
        }
        if name == "verb" {
            self.verbatim();
            return None;
        }
        if !is_word {
            self.sign(name);
            return None;
        }
        if let Some(symbol) = symbol(name) {
            symbol.chars().for_each(|c| self.push(c));
        } else if is_in(BLANKS, name) {
            self.push(' ');
        } else if HIDDEN.contains(&name) {
            self.skip_group();
            // The columns of a table.
            if name == "begin" {
                self.skip_group();
            }
        } else if QUOTES.contains(&name) {
            self.push('“');
            return Some('”');
        } else if !is_in(STYLES, name) {
            unknown.add(&format!("\\{name}"), span);
        }
        None
    }

    /// A command that is no letter.
    fn sign(&mut self, name: &str) {
        match name {
            "\\" | "," | ";" | ":" | " " | "\n" => self.push(' '),
            // Places where a word may break, and marks of mathematics.
            "-" | "/" | "!" | "@" | "(" | ")" | "[" | "]" => {}
            other => other.chars().for_each(|c| self.push(c)),
        }
    }

    /// Reads what stands between two equal signs: `\verb|a_b|`.
    fn verbatim(&mut self) {
        let rest = self.rest.trim_start_matches('*');
        let Some(sign) = rest.chars().next() else { return };
        let inside = &rest[sign.len_utf8()..];
        let end = inside.find(sign).unwrap_or(inside.len());
        self.written.push_str(&inside[..end]);
        self.rest = inside[end..].strip_prefix(sign).unwrap_or_default();
    }

    /// Goes over an argument, and over one in brackets before it or behind it.
    fn skip_group(&mut self) {
        self.skip_brackets();
        let mut depth = 0i64;
        if !self.rest.starts_with('{') {
            return;
        }
        let end = self.rest.bytes().position(|byte| {
            depth += i64::from(byte == b'{') - i64::from(byte == b'}');
            depth == 0
        });
        self.rest = end.map_or("", |end| &self.rest[end + 1..]);
        self.skip_brackets();
    }

    fn skip_brackets(&mut self) {
        let inside = self.rest.strip_prefix('[');
        let mut near =
            inside.into_iter().flat_map(|inside| inside.char_indices().take(MAX_BRACKET));
        let end = near.find(|(_, c)| *c == ']').map(|(at, _)| at);
        self.rest = end.map_or(self.rest, |end| &self.rest[end + 2..]);
    }
}

/// Commands in URLs and identifiers, and what they stand for.
const IN_URLS: [(&str, &str); 8] = [
    ("\\textasciitilde", "~"),
    ("$\\sim$", "~"),
    ("\\sim", "~"),
    ("\\textless", "<"),
    ("\\textgreater", ">"),
    ("&amp;", "&"),
    ("\\url", ""),
    ("\\path", ""),
];

/// A URL or an identifier, in which LaTeX has backslashes before its own signs.
pub(super) fn verbatim(value: &str) -> String {
    let mut value = value.trim().to_owned();
    for (command, text) in IN_URLS {
        value = value.replace(command, text);
    }
    let lines = value.lines().map(str::trim).collect::<String>();
    let first =
        lines.split_once(" http").map_or(&*lines, |(first, _)| first.trim_end_matches([',', ';']));
    first.chars().filter(|c| !matches!(c, '\\' | '{' | '}' | '$')).collect()
}

/// The first URL in a value, in a command or by itself.
pub(super) fn url_in(value: &str) -> Option<String> {
    let start = value.find("http://").or_else(|| value.find("https://"))?;
    let ends = |c: char| c.is_whitespace() || "{}\"<>".contains(c);
    let end = value[start..].find(ends).map_or(value.len(), |end| start + end);
    let url = value[start..end].trim_end_matches(['.', ',', ';']);
    let is_open = url.matches('(').count() >= url.matches(')').count();
    Some(verbatim(if is_open { url } else { url.trim_end_matches(')') }))
}

#[cfg(test)]
mod tests {
    use super::{Unknown, text, url_in, verbatim};

    #[test]
    fn plain_text() {
        let cases = [
            (r#"G{\"o}del, {\"{U}}ber \"Ahnlich"#, "Gödel, Über Ähnlich"),
            (
                r#"Erd\H{o}s, {\v S}ime\v{c}ek, na\"{\i}ve, \'{\i}, \c{c}a, \k a"#,
                "Erdős, Šimeček, naïve, í, ça, ą",
            ),
            (r"{\LaTeX}: A \emph{Document} {P}reparation", "LaTeX: A Document Preparation"),
            (r"pages 1--2 --- `single' and ``double''", "pages 1–2 — ‘single' and “double”"),
            (r"AT\&T, 100\%, \$5, \#1, a\_b", "AT&T, 100%, $5, #1, a_b"),
            (r"\enquote{A} and \href{https://x.example}{a {link}}", "“A” and a link"),
            (
                r"Stra{\ss}e, {\AA}rhus, \O rsted, \L{}ukasz, \oe uvre",
                "Straße, Århus, Ørsted, Łukasz, œuvre",
            ),
            (r"The $\alpha$ of $n^{2}$", "The α of n^2"),
            (r"\~{}user, \{x\vphantom{\}}", "~user, {x"),
            (r"A~B\\C\,D\-E", "A B C DE"),
            (r"{\~{\^e}}, {\'{\u a}}, \d{\^o}, \h{a}, \'{\~{}}", "ễ, ắ, ộ, ả, '~"),
            (r"\begin{itemize} \item one \item two \end{itemize}", "  one  two "),
            (r"Run \verb|a_b{| now \cite[p.~5]{x}", "Run a_b{ now "),
            (r"trailing \", "trailing "),
            ("}}} {", " "),
        ];
        for (value, expected) in cases {
            let mut unknown = Unknown::default();
            assert_eq!(text(value, &(0..0), &mut unknown), expected, "{value}");
            assert!(unknown.names.is_empty(), "{value}");
        }
        let mut unknown = Unknown::default();
        assert_eq!(text(r"\foo{A} \bar B", &(1..2), &mut unknown), "A B");
        assert_eq!((unknown.names.len(), unknown.place), (2, Some(1..2)));
    }

    #[test]
    fn urls() {
        assert_eq!(
            verbatim(r"\url{https://x.example/a\_b\%20{\textasciitilde}c}"),
            "https://x.example/a_b%20~c"
        );
        assert_eq!(
            verbatim("https://x.example/$\\sim$ada/\n  bread?a=1&amp;b=2"),
            "https://x.example/~ada/bread?a=1&b=2"
        );
        assert_eq!(verbatim("10.1002/x{\\textless}1{\\textgreater}3"), "10.1002/x<1>3");
        assert_eq!(verbatim("https://a.example https://b.example"), "https://a.example");
        for (value, expected) in [
            (r"Start here: \url{https://x.example/a\_b}.", Some("https://x.example/a_b")),
            ("see https://x.example/a, then", Some("https://x.example/a")),
            (r"\href{https://x.example}{one}", Some("https://x.example")),
            (r"(\url{https://x.example/Rust_(fungus)})", Some("https://x.example/Rust_(fungus)")),
            ("nothing", None),
        ] {
            assert_eq!(url_in(value).as_deref(), expected, "{value}");
        }
    }
}
