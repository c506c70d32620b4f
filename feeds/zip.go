package feeds

import (
	"archive/zip"
	"io"
	"strings"
)

// The bounds of a zip, against one made to fill a disk or a memory. Real feeds shrink five to twenty times.
const (
	maxEntries  = 100
	freeSize    = 64 << 20 // up to here any ratio is harmless
	maxRatio    = 200
	encrypted   = 1 << 0 // bit of the entry's flags
	deepestPath = 2      // one common folder and the file
)

// OpenZip opens a zip of size bytes, which must stay readable until the feed is closed; closing the feed does not close r.
// What is wrong with the zip is a *Refused, with File "" where it is the zip as a whole.
func OpenZip(r io.ReaderAt, size int64) (*Feed, error) {
	archive, err := zip.NewReader(r, size)
	if err != nil {
		return nil, refuse("", "it is neither a folder nor a sound zip: pack it again")
	}
	if len(archive.File) > maxEntries {
		return nil, refuse("", "the zip holds more than %d files: send the feed's CSV files alone", maxEntries)
	}
	feed := &Feed{members: make(map[string]member)}
	var unpacked uint64
	folder, first := "", true
	for _, entry := range archive.File {
		path, err := safePath(entry)
		if err != nil {
			return nil, err
		}
		name := path[len(path)-1]
		if entry.FileInfo().IsDir() || litter(name) || path[0] == "__MACOSX" {
			continue
		}
		if len(path) > deepestPath {
			return nil, refuse(shown(entry), "it lies in a folder within a folder: put the feed's files side by side")
		}
		if in := strings.Join(path[:len(path)-1], "/"); first {
			folder, first = in, false
		} else if in != folder {
			return nil, refuse(shown(entry), "the zip's files do not lie side by side: put them into one folder, or into none")
		}
		if err := harmless(entry, size, &unpacked); err != nil {
			return nil, err
		}
		if err := feed.add(member{name: name, size: int64(entry.UncompressedSize64) /* #nosec G115 -- harmless saw that it is under a tebibyte */, open: entry.Open}); err != nil {
			return nil, err
		}
	}
	return feed.checked("")
}

// safePath is the entry's path in parts, if it stays within the zip.
func safePath(entry *zip.File) ([]string, error) {
	name := strings.TrimSuffix(entry.Name, "/")
	if name == "" || strings.ContainsAny(name, "\\:\x00") || strings.HasPrefix(name, "/") {
		return nil, refuse(shown(entry), "its path in the zip is not plain: pack the files again without paths")
	}
	path := strings.Split(name, "/")
	for _, part := range path {
		if part == "" || part == "." || part == ".." {
			return nil, refuse(shown(entry), "its path leads out of the zip: pack the files again without paths")
		}
	}
	return path, nil
}

// harmless refuses an entry that cannot be read, or that would unpack to far more than was sent. The sizes are the zip's
// own words; archive/zip stops reading where an entry is longer than it says. Adding up what all entries unpack to, against
// the zip's size, also catches entries that share their bytes.
func harmless(entry *zip.File, size int64, unpacked *uint64) error {
	switch {
	case entry.Flags&encrypted != 0:
		return refuse(shown(entry), "it is locked with a password: pack it without one")
	case entry.Method != zip.Store && entry.Method != zip.Deflate:
		return refuse(shown(entry), "it is packed in a way that this program cannot read: pack it as an ordinary zip")
	case !entry.Mode().IsRegular():
		return refuse(shown(entry), "it is a link or a device, not a file")
	case entry.UncompressedSize64 > 1<<40:
		return refuse(shown(entry), "it says that it unpacks to more than a tebibyte")
	}
	*unpacked += entry.UncompressedSize64
	if *unpacked > freeSize && *unpacked/maxRatio > uint64(max(size, 0)) {
		return refuse(shown(entry), "the zip unpacks to more than %d times its size: that is no feed", maxRatio)
	}
	return nil
}

func shown(entry *zip.File) string { return visible(entry.Name, 100) }
