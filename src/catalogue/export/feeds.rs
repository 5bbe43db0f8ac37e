//! Where the feed of a resource is, as far as that is certain.

use super::super::{Resource, slug};
use crate::url;

/// Titles of parts that are a feed, as [`slug`] has them.
const TITLES: [&str; 7] =
    ["atom", "atom-feed", "feed", "podcast-feed", "rss", "rss-feed", "xml-feed"];

/// Names of files that are feeds.
const FILES: [&str; 4] = ["atom.xml", "feed.xml", "index.xml", "rss.xml"];

/// Where `YouTube` has the feeds of channels.
const YOUTUBE: &str = "https://www.youtube.com/feeds/videos.xml";

/// Letters of the id of a channel.
const ID_LENGTH: usize = 24;

/// The feed: a part that says so, what the site's URLs tell, or the URL itself.
pub(super) fn feed(resource: &Resource) -> Option<String> {
    let part = resource.parts.iter().find(|part| TITLES.contains(&&*slug(&part.title)));
    part.map(|part| part.url.clone())
        .or_else(|| youtube(&resource.url))
        .or_else(|| is_feed(&resource.url).then(|| resource.url.clone()))
}

/// The feed of a channel by its id, which stands in the URL; a name such as `@3blue1brown` does not tell it.
fn youtube(link: &str) -> Option<String> {
    if !matches!(url::host(link), "youtube.com" | "m.youtube.com") {
        return None;
    }
    let mut segments = url::path(link).split('/').skip(1);
    let id = (segments.next() == Some("channel")).then(|| segments.next())??;
    let is_id = id.len() == ID_LENGTH
        && id.starts_with("UC")
        && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'));
    is_id.then(|| format!("{YOUTUBE}?channel_id={id}"))
}

/// Whether a URL leads to a feed.
fn is_feed(link: &str) -> bool {
    let path = url::path(link).to_ascii_lowercase();
    let file = path.rsplit('/').next().unwrap_or_default();
    let ending = file.rsplit_once('.').map(|(_, ending)| ending);
    FILES.contains(&file) || matches!(ending, Some("rss" | "atom"))
}
