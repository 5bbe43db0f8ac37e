//! Lines and columns of a text, found without reading it from its beginning each time.

/// Bytes of a block; what is in one is counted anew each time.
const BLOCK: usize = 1024;

/// Where each line of a text begins, and how many characters stand before each block of it.
#[derive(Debug)]
pub(crate) struct LineIndex {
    starts: Vec<usize>,
    blocks: Vec<usize>,
}

impl LineIndex {
    pub(crate) fn of(text: &str) -> Self {
        let ends = memchr::memchr_iter(b'\n', text.as_bytes()).map(|end| end + 1);
        let mut characters = 0;
        let blocks = text.as_bytes().chunks(BLOCK).map(|block| {
            let before = characters;
            characters += begun(block);
            before
        });
        LineIndex { blocks: blocks.collect(), starts: [0].into_iter().chain(ends).collect() }
    }

    /// The line, from 0, in which a byte offset stands.
    pub(crate) fn at(&self, offset: usize) -> usize {
        self.starts.partition_point(|start| *start <= offset) - 1
    }

    /// Where a line, from 0, begins; the end of the text for one after the last.
    pub(crate) fn start(&self, line: usize, text: &str) -> usize {
        self.starts.get(line).copied().unwrap_or(text.len())
    }

    /// Characters between the beginning of its line and a byte offset.
    pub(crate) fn characters_before(&self, offset: usize, text: &str) -> usize {
        let start = self.start(self.at(offset), text);
        self.characters(offset, text) - self.characters(start, text)
    }

    /// Characters before a byte offset.
    fn characters(&self, offset: usize, text: &str) -> usize {
        let block = offset / BLOCK;
        // An offset at the end of the text can be at the end of the last block.
        let block = if block < self.blocks.len() { block } else { block.saturating_sub(1) };
        let before = self.blocks.get(block).copied().unwrap_or_default();
        before + begun(&text.as_bytes()[block * BLOCK..offset])
    }
}

/// Characters that begin in these bytes.
fn begun(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| !matches!(byte, 0x80..=0xbf)).count()
}

#[cfg(test)]
mod tests {
    use super::LineIndex;

    #[test]
    fn offsets_are_where_counting_finds_them() {
        let one_line = "é".repeat(1024);
        let texts = ["", "\n", "a\nbü\n\nc", &format!("x\n{one_line}y\n{one_line}"), &one_line];
        for text in texts {
            let lines = LineIndex::of(text);
            for at in (0..=text.len()).filter(|at| text.is_char_boundary(*at)) {
                let before = &text[..at];
                let start = before.rfind('\n').map_or(0, |end| end + 1);
                assert_eq!(lines.at(at), before.matches('\n').count());
                assert_eq!(lines.start(lines.at(at), text), start);
                assert_eq!(lines.characters_before(at, text), text[start..at].chars().count());
            }
            assert_eq!(lines.start(usize::MAX, text), text.len());
        }
    }
}
