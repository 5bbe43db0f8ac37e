//! Words that lists use, in the languages that are known here. To teach it a language: add its words to each
//! of these.

/// Headings of tables of contents, in lower case.
const CONTENTS: &[&str] = &[
    "content",
    "contents",
    "index",
    "outline",
    "table of content",
    "table of contents",
    "table of the contents",
    "toc",
    "目次",
    "الفهرس",
    "المحتويات",
];

/// Headings of sections about the list itself, in lower case.
const ABOUT_THE_LIST: &[&str] = &[
    "acknowledgement",
    "acknowledgements",
    "acknowledgment",
    "acknowledgments",
    "backers",
    "code of conduct",
    "contribute",
    "contributing",
    "contribution",
    "contribution guide",
    "contribution guidelines",
    "contributing guidelines",
    "contributions",
    "contributor",
    "contributors",
    "copyright",
    "credit",
    "credits",
    "credits and license",
    "how to contribute",
    "licence",
    "license",
    "licensing",
    "license and copyright",
    "our contributors",
    "sponsor",
    "sponsors",
    "star history",
    "stargazers",
    "stargazers over time",
    "thanks",
    "thanks to",
    "please contribute",
    // Japanese
    "クレジット",
    "コントリビューション",
    "コントリビューター",
    "コントリビュート",
    "ライセンス",
    "著作権",
    "行動規範",
    "謝辞",
    "貢献",
    "貢献方法",
    "貢献者",
    "貢献する",
    "貢献について",
    // Arabic
    "الترخيص",
    "الرخصة",
    "المساهمة",
    "المساهمون",
    "شكر وتقدير",
];

/// Words of which links to forms of one thing are made: "Link to Course", "PDF", "Lecture notes".
const GENERIC: &[&str] = &[
    "a",
    "amazon",
    "and",
    "archive",
    "article",
    "arxiv",
    "assignment",
    "assignments",
    "audio",
    "available",
    "blog",
    "book",
    "buy",
    "chapter",
    "code",
    "course",
    "courses",
    "demo",
    "doc",
    "docs",
    "documentation",
    "doi",
    "download",
    "downloads",
    "ebook",
    "edition",
    "en",
    "epub",
    "exercises",
    "for",
    "free",
    "from",
    "full",
    "github",
    "go",
    "here",
    "home",
    "homepage",
    "html",
    "in",
    "info",
    "intro",
    "introduction",
    "is",
    "it",
    "lab",
    "labs",
    "lecture",
    "lectures",
    "library",
    "link",
    "links",
    "live",
    "main",
    "material",
    "materials",
    "mirror",
    "mobi",
    "more",
    "notebook",
    "notes",
    "of",
    "official",
    "on",
    "online",
    "open",
    "page",
    "paper",
    "part",
    "pdf",
    "playlist",
    "post",
    "ppt",
    "preprint",
    "project",
    "ps",
    "publisher",
    "read",
    "recitation",
    "recitations",
    "recording",
    "recordings",
    "repo",
    "repository",
    "review",
    "schedule",
    "see",
    "series",
    "site",
    "slide",
    "slides",
    "solutions",
    "source",
    "start",
    "summary",
    "syllabus",
    "talk",
    "text",
    "textbook",
    "the",
    "this",
    "to",
    "trailer",
    "transcript",
    "tutorial",
    "tutorials",
    "version",
    "video",
    "videos",
    "view",
    "visit",
    "watch",
    "web",
    "webpage",
    "website",
    "wiki",
    "youtube",
];

/// Those that stand for nothing but the link itself.
const MERE: &[&str] = &[
    "download",
    "downloads",
    "here",
    "home",
    "homepage",
    "link",
    "links",
    "official",
    "open",
    "page",
    "read",
    "site",
    "start",
    "view",
    "visit",
    "watch",
    "web",
    "webpage",
    "website",
    "wiki",
    "free",
];

/// The same in scripts that do not part words, and the particles between them.
const UNPARTED_MERE: &[&str] = &[
    "こちら",
    "ここ",
    "サイト",
    "ダウンロード",
    "ページ",
    "リンク",
    "公式",
    "読む",
    "见",
    "链接",
    "官网",
    "下载",
];
const UNPARTED: &[&str] = &[
    "コース",
    "スライド",
    "ビデオ",
    "リポジトリ",
    "動画",
    "講義",
    "論文",
    "資料",
    "書籍",
    "は",
    "を",
    "の",
    "へ",
    "から",
    "で",
    "に",
];
const ARABIC_MERE: &[&str] =
    &["التحميل", "الرابط", "الصفحة", "الموقع", "تحميل", "رابط", "شاهد", "صفحة", "موقع", "هنا"];
const ARABIC: &[&str] =
    &["الدورة", "الفيديو", "القناة", "الكتاب", "المشروع", "المقال", "دورة", "فيديو", "كتاب", "من"];

/// What stands before an author's name.
pub(super) const BY: &[&str] = &["by", "written by", "بواسطة", "تأليف"];

/// Words that lead on to a link in a sentence: "see the [paper](…)".
const LEADING_ON: &[&str] = &[
    "a", "also", "an", "and", "as", "at", "by", "for", "from", "full", "her", "his", "in", "is",
    "its", "my", "of", "on", "or", "original", "our", "see", "the", "their", "this", "to", "via",
    "your",
];

/// Whether a text goes on with the next word: "see the".
pub(super) fn leads_on(text: &str) -> bool {
    let last = text.rsplit(' ').next().unwrap_or_default().to_lowercase();
    LEADING_ON.contains(&&*last)
}

/// A text in lower case, as words.
fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’'))
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

/// What a heading stands above.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum About {
    #[default]
    Topic,
    /// What the list holds; real topics can stand below it.
    Contents,
    /// Contributing, licence, credits.
    List,
}

pub(super) fn about(heading: &str) -> About {
    let words = words(heading).join(" ");
    match &*words {
        words if CONTENTS.contains(&words) => About::Contents,
        words if ABOUT_THE_LIST.contains(&words) => About::List,
        _ => About::Topic,
    }
}

/// How much a link's text says of where it leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// "Link to Course", "Download here": nothing that could be a title.
    Mere,
    /// "PDF", "Lecture notes": the form of something that is named elsewhere, or a plain title.
    Form,
    Title,
}

pub(super) fn meaning(text: &str) -> Meaning {
    let words = words(text);
    let is_number = |word: &str| word.starts_with(|c: char| c.is_ascii_digit());
    let is_mere = |word: &str| {
        MERE.contains(&word)
            || ARABIC_MERE.contains(&word)
            || !word.is_ascii() && UNPARTED_MERE.iter().any(|mere| word.contains(mere))
    };
    let is_generic = |word: &String| {
        let word = word.as_str();
        let is_unparted = || {
            let known = UNPARTED_MERE.iter().chain(UNPARTED);
            !word.is_ascii()
                && known.fold(word.to_owned(), |rest, known| rest.replace(known, "")).is_empty()
        };
        GENERIC.contains(&word)
            || ARABIC.contains(&word)
            || ARABIC_MERE.contains(&word)
            || is_number(word)
            || is_unparted()
    };
    if words.is_empty() || !words.iter().all(is_generic) || words.iter().all(|word| is_number(word))
    {
        Meaning::Title
    } else if words.iter().any(|word| is_mere(word)) {
        Meaning::Mere
    } else {
        Meaning::Form
    }
}
