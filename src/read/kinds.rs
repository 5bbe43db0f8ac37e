//! Kind of a resource, where its URL, a label or a heading says it.

use crate::url;
use crate::words::list;

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

/// The kind that a label says: a word or an icon, "Video:", "[book]", 📺.
pub(crate) fn of_label(label: &str) -> Option<&'static str> {
    list::kind(label).or_else(|| of_icon(label))
}

fn of_icon(label: &str) -> Option<&'static str> {
    if label.is_ascii() && !label.contains(':') {
        return None;
    }
    ICONS.iter().find(|(icon, _)| label.contains(icon)).map(|(_, kind)| *kind)
}

/// The kind that the last word of a heading says, or else the first: "Video Courses", "Books on bread".
pub(crate) fn of_heading(heading: &str) -> Option<&'static str> {
    let mut words = heading.split_whitespace();
    let first = words.next()?;
    words.next_back().and_then(list::kind).or_else(|| list::kind(first))
}

/// The kind that a URL says.
pub(crate) fn of_url(link: &str) -> Option<&'static str> {
    of_page(link).or(is_pdf(link).then_some("paper"))
}

fn is_pdf(link: &str) -> bool {
    url::path(link).rsplit_once('.').is_some_and(|(_, ending)| ending.eq_ignore_ascii_case("pdf"))
}

/// The kind of page that a URL leads to.
pub(crate) fn of_page(link: &str) -> Option<&'static str> {
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

/// Words at the beginning of a path that are no names of channels.
const YOUTUBE_PAGES: [&str; 6] =
    ["attribution_link", "embed", "live", "results", "shorts", "watch"];

/// The URL of which the Internet Archive has a copy here: `https://web.archive.org/web/2021/https://…`.
fn archived(link: &str) -> Option<&str> {
    let copied =
        url::path(link).strip_prefix("/web/").filter(|_| url::host(link) == "web.archive.org")?;
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
