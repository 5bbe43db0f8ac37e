//! The kind of a resource, from its URL and the words around it.

use super::entry::Entry;
use super::words;
use crate::catalogue::draft::{Draft, ResourceDraft, TopicDraft};
use crate::url;

/// Hosts in alphabetical order, with what a page there is. A host stands for its subdomains too.
const HOSTS: &[(&str, &str)] = &[
    ("aaai.org", "paper"),
    ("aclanthology.org", "paper"),
    ("acm.org", "paper"),
    ("aladin.co.kr", "book"),
    ("amzn.to", "book"),
    ("anchor.fm", "podcast"),
    ("arxiv.org", "paper"),
    ("bilibili.com", "video"),
    ("biorxiv.org", "paper"),
    ("bitbucket.org", "repository"),
    ("blog.csdn.net", "article"),
    ("book.douban.com", "book"),
    ("channel9.msdn.com", "video"),
    ("citeseer.ist.psu.edu", "paper"),
    ("citeseerx.ist.psu.edu", "paper"),
    ("codeberg.org", "repository"),
    ("codecademy.com", "course"),
    ("coursera.org", "course"),
    ("datacamp.com", "course"),
    ("deeplearning.ai", "course"),
    ("dev.to", "article"),
    ("doi.org", "paper"),
    ("edx.org", "course"),
    ("egghead.io", "course"),
    ("eprint.iacr.org", "paper"),
    ("frontendmasters.com", "course"),
    ("futurelearn.com", "course"),
    ("gitlab.com", "repository"),
    ("goodreads.com", "book"),
    ("gutenberg.org", "book"),
    ("habr.com", "article"),
    ("hackernoon.com", "article"),
    ("hal.science", "paper"),
    ("hashnode.dev", "article"),
    ("ieeexplore.ieee.org", "paper"),
    ("imdb.com", "video"),
    ("jianshu.com", "article"),
    ("jstor.org", "paper"),
    ("juejin.cn", "article"),
    ("khanacademy.org", "course"),
    ("leanpub.com", "book"),
    ("learning.oreilly.com", "book"),
    ("link.springer.com", "paper"),
    ("manning.com", "book"),
    ("medium.com", "article"),
    ("nature.com", "paper"),
    ("nostarch.com", "book"),
    ("nptel.ac.in", "course"),
    ("ocw.mit.edu", "course"),
    ("openaccess.thecvf.com", "paper"),
    ("openclassrooms.com", "course"),
    ("openreview.net", "paper"),
    ("packtpub.com", "book"),
    ("papers.neurips.cc", "paper"),
    ("papers.nips.cc", "paper"),
    ("pluralsight.com", "course"),
    ("pnas.org", "paper"),
    ("podcasts.apple.com", "podcast"),
    ("proceedings.mlr.press", "paper"),
    ("proceedings.neurips.cc", "paper"),
    ("pubmed.ncbi.nlm.nih.gov", "paper"),
    ("qiita.com", "article"),
    ("researchgate.net", "paper"),
    ("sciencedirect.com", "paper"),
    ("semanticscholar.org", "paper"),
    ("soundcloud.com", "podcast"),
    ("space.bilibili.com", "channel"),
    ("ssrn.com", "paper"),
    ("stepik.org", "course"),
    ("substack.com", "article"),
    ("ted.com", "video"),
    ("udacity.com", "course"),
    ("udemy.com", "course"),
    ("vimeo.com", "video"),
    ("wikipedia.org", "article"),
    ("zenn.dev", "article"),
    ("zhuanlan.zhihu.com", "article"),
];

/// The kinds that are said of all entries of a section.
#[derive(Clone, Copy, Default)]
pub(super) struct Around {
    section: Option<&'static str>,
    /// Of PDFs.
    documents: Option<&'static str>,
    list: Option<&'static str>,
}

impl Around {
    /// What the title of a list says.
    pub(super) fn list(title: &str) -> Self {
        Around { list: words::kind_of_list(title), ..Around::default() }
    }

    /// What a heading in it says, too; or else the ones above that heading.
    pub(super) fn below(self, heading: &str) -> Self {
        let documents = words::kind(heading).filter(|kind| matches!(*kind, "book" | "paper"));
        Around {
            section: words::kind_of_section(heading).or(self.section),
            documents: documents.or(self.documents),
            ..self
        }
    }
}

/// Icons that say a kind, and the shortcodes for them.
const ICONS: &[(&str, &str)] = &[
    ("📺", "video"),
    ("📹", "video"),
    ("🎥", "video"),
    ("🎬", "video"),
    ("📼", "video"),
    (":tv:", "video"),
    (":movie_camera:", "video"),
    (":video_camera:", "video"),
    (":clapper:", "video"),
    ("📖", "book"),
    ("📕", "book"),
    ("📗", "book"),
    ("📘", "book"),
    ("📙", "book"),
    ("📚", "book"),
    (":book:", "book"),
    (":books:", "book"),
    (":closed_book:", "book"),
    (":green_book:", "book"),
    (":blue_book:", "book"),
    (":orange_book:", "book"),
    ("🎙", "podcast"),
    ("🎧", "podcast"),
    (":headphones:", "podcast"),
    (":studio_microphone:", "podcast"),
    ("📜", "paper"),
    (":scroll:", "paper"),
    (":page_facing_up:", "paper"),
    ("🎓", "course"),
    (":mortar_board:", "course"),
    ("📝", "article"),
    (":memo:", "article"),
    ("📄", "paper"),
    ("📰", "article"),
    (":newspaper:", "article"),
];

/// The kind, if anything tells it: a label or an icon, what the URL says for certain, the title, a heading or table
/// header that says nothing else, the title of the list, and the description.
pub(super) fn kind(entry: &Entry, around: &Around) -> Option<&'static str> {
    let is_pdf = is_pdf(&entry.url);
    let header = entry.header.as_deref().unwrap_or_default();
    let label = words::kind(&entry.form)
        .or_else(|| words::kind(&entry.label))
        .or_else(|| icon(&entry.label));
    let page = of_page(&entry.url);
    // A playlist is more than the video that its label says.
    let is_exact = label == Some("video") && matches!(page, Some("playlist" | "channel"));
    let series = || series(entry).filter(|_| page == Some("video"));
    // Under "Blogs", a home page is that of a blog, and no article.
    let is_home = url::path(&entry.url).trim_matches('/').is_empty();
    let is_fitting = |kind: &&str| !is_home || *kind != "article";
    // "Founders Talk" under "Podcasts" is one, also in a folder "blog".
    let are_podcasts = around.section.or(around.list) == Some("podcast");
    let is_other = |kind: &&str| !are_podcasts || !matches!(*kind, "article" | "course");
    let page = page.filter(is_fitting).filter(is_other);
    let of_title = || {
        let is_possible = |kind: &&str| *kind != "video" || !is_pdf && !are_podcasts;
        words::kind_of_title(&entry.title).filter(is_fitting).filter(is_possible)
    };
    // PDFs under "Articles" are those of a journal.
    let of_document = |kind: &'static str| if is_pdf && kind == "article" { "paper" } else { kind };
    label
        .filter(|_| !is_exact)
        .or_else(series)
        .or(page)
        .or(around.documents.filter(|_| is_pdf))
        .or_else(of_title)
        .or(around.section.filter(is_fitting).map(of_document))
        .or_else(|| words::kind(header).map(of_document))
        .or_else(|| words::kind(&entry.link_text))
        .or(around.list.filter(is_fitting).map(of_document))
        .or_else(|| words::kind_of_description(&entry.description))
        .or_else(|| (is_pdf && is_reference(entry)).then_some("paper"))
}

/// Whether an entry has what a reference in a bibliography has.
fn is_reference(entry: &Entry) -> bool {
    entry.facts.year.is_some() && !entry.authors.is_empty()
}

/// Makes papers of the PDFs of which nothing else says what they are, if a list has more papers than books.
pub(super) fn documents(draft: &mut Draft) {
    let (mut papers, mut books) = (0, 0);
    each(&mut draft.resources, &mut draft.topics, &mut |resource| match &resource.kind {
        Some((kind, _)) if kind == "paper" => papers += 1,
        Some((kind, _)) if kind == "book" => books += 1,
        _ => {}
    });
    if papers <= books {
        return;
    }
    each(&mut draft.resources, &mut draft.topics, &mut |resource| {
        let is_open = resource.kind.is_none();
        if is_open && resource.url.as_ref().is_some_and(|(url, _)| is_pdf(url)) {
            resource.kind = Some(("paper".to_owned(), None));
        }
    });
}

/// Does this with all resources. Headings have six levels, so topics are no deeper.
fn each(
    resources: &mut [ResourceDraft],
    topics: &mut [TopicDraft],
    act: &mut impl FnMut(&mut ResourceDraft),
) {
    resources.iter_mut().for_each(&mut *act);
    for topic in topics {
        each(&mut topic.resources, &mut topic.topics, act);
    }
}

/// What a video is of which the URL names a list, if the entry says it.
fn series(entry: &Entry) -> Option<&'static str> {
    if !entry.url.contains("list=") {
        return None;
    }
    let said = || words::kind_of_title(&entry.title);
    let described = || words::kind_of_description(&entry.description);
    said().or_else(described).filter(|kind| matches!(*kind, "playlist" | "course" | "lectures"))
}

fn is_pdf(link: &str) -> bool {
    url::path(link).to_ascii_lowercase().ends_with(".pdf")
}

/// The kind of a link that stands by itself.
pub(super) fn of_link(link: &str, title: &str) -> Option<&'static str> {
    let is_pdf = is_pdf(link);
    of_page(link).or_else(|| words::kind_of_title(title)).or(is_pdf.then_some("paper"))
}

/// The kind that an icon before a link says.
fn icon(label: &str) -> Option<&'static str> {
    if label.is_ascii() && !label.contains(':') {
        return None;
    }
    ICONS.iter().find(|(icon, _)| label.contains(icon)).map(|(_, kind)| *kind)
}

/// What kind of page a URL leads to.
fn of_page(link: &str) -> Option<&'static str> {
    let link = archived(link).unwrap_or(link);
    let host = url::host(link);
    if host.ends_with("aws.amazon.com") {
        return None;
    }
    let path = url::path(link);
    let segments: Vec<&str> = path.split('/').filter(|segment| !segment.is_empty()).collect();
    if host.ends_with("youtube.com") || host == "youtu.be" {
        return Some(match segments[..] {
            ["playlist", ..] => "playlist",
            ["channel" | "user" | "c", ..] => "channel",
            ["view_play_list" | "course", ..] => "playlist",
            [name] if host != "youtu.be" && !YOUTUBE_PAGES.contains(&name) => "channel",
            _ => "video",
        });
    }
    if host == "github.com" {
        let is_whole = match segments[..] {
            [_, _] | [_, _, "releases" | "tree", ..] => true,
            [_, _, "blob", .., file] => file.to_ascii_lowercase().starts_with("readme"),
            _ => false,
        };
        return is_whole.then_some("repository");
    }
    if host.ends_with("spotify.com") {
        return matches!(segments[..], ["show" | "episode", ..]).then_some("podcast");
    }
    if host.starts_with("blog.") {
        return of_path(host, &segments, is_pdf(link));
    }
    // The shop in all countries, and not "amazon.science".
    let shop = host.strip_prefix("amazon.");
    if shop.is_some_and(|country| country.split('.').all(|label| label.len() <= "com".len())) {
        return Some("book");
    }
    // Publishers of papers and articles have books, too.
    if matches!(host, "link.springer.com" | "sciencedirect.com" | "zenn.dev")
        && segments.iter().any(|folder| matches!(*folder, "book" | "books"))
    {
        return Some("book");
    }
    of_host(host).or_else(|| of_path(host, &segments, is_pdf(link)))
}

/// What is no name of a channel at the beginning of a path.
const YOUTUBE_PAGES: [&str; 6] =
    ["attribution_link", "embed", "live", "results", "shorts", "watch"];

/// The URL of which the Internet Archive has a copy here: `https://web.archive.org/web/2021/https://…`.
fn archived(link: &str) -> Option<&str> {
    let (_, copied) = link.split_once("://web.archive.org/web/")?;
    copied.find("http").map(|at| &copied[at..])
}

/// The kind of all pages of a host.
fn of_host<'h>(host: &'h str) -> Option<&'static str> {
    debug_assert!(HOSTS.is_sorted());
    let above = |host: &&'h str| host.split_once('.').map(|(_, domain)| domain);
    std::iter::successors(Some(host), above).find_map(|host| {
        let at = HOSTS.binary_search_by_key(&host, |(known, _)| known).ok()?;
        Some(HOSTS[at].1)
    })
}

/// The kind of page that the folders of a URL name: the last one that says something.
fn of_path(host: &str, segments: &[&str], is_pdf: bool) -> Option<&'static str> {
    let (file, folders) = segments.split_last()?;
    if is_pdf && file.to_ascii_lowercase().starts_with("book") {
        return Some("book");
    }
    let is_number = |text: &str, length| text.len() == length && text.parse::<u16>().is_ok();
    let is_dated = folders.windows(2).any(|pair| is_number(pair[0], 4) && is_number(pair[1], 2));
    let of_folder = |folder: &&&str| match folder.to_ascii_lowercase().as_str() {
        "book" | "books" | "ebook" | "ebooks" | "textbook" | "textbooks" => Some("book"),
        "paper" | "papers" => Some("paper"),
        _ if is_pdf => None,
        "article" | "articles" | "blog" | "blogs" | "post" | "posts" => Some("article"),
        "cours" | "course" | "courses" | "curso" | "cursos" | "mooc" => Some("course"),
        "podcast" | "podcasts" => Some("podcast"),
        "video" | "videos" => Some("video"),
        _ => None,
    };
    let of_folders = folders.iter().rev().find_map(|folder| of_folder(&folder));
    let is_blog = (is_dated || host.starts_with("blog.")) && !is_pdf;
    of_folders.or(is_blog.then_some("article"))
}
