package feeds

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"thrivingfamilies.example/hub/models"
)

// Feed is what one partner sent: CSV files side by side, in a folder or a zip. Its methods may be used at the same time.
type Feed struct {
	members map[string]member // the CSV files, by name in small letters without .csv
	others  []string          // everything else that lies beside them
	close   func() error
}

// member is one CSV file of a feed.
type member struct {
	name string // as sent
	size int64
	open func() (io.ReadCloser, error)
}

// Open opens a folder or zip. What is wrong with the feed itself is a *Refused; a path that does not exist is one too.
// Close it after use.
func Open(path string) (*Feed, error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, refuse(path, "there is no such folder or zip")
	case err != nil:
		return nil, fmt.Errorf("open the feed: %w", err)
	case info.IsDir():
		return openFolder(path)
	case !info.Mode().IsRegular():
		return nil, refuse(path, "it is neither a folder nor a zip")
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("open the feed: %w", err)
	}
	feed, err := OpenZip(file, info.Size())
	if err != nil {
		file.Close()
		if refused := (*Refused)(nil); errors.As(err, &refused) && refused.File == "" {
			refused.File = filepath.Base(path)
		}
		return nil, err
	}
	feed.close = file.Close
	return feed, nil
}

func openFolder(path string) (*Feed, error) {
	entries, err := os.ReadDir(path)
	if err != nil {
		return nil, fmt.Errorf("open the feed: %w", err)
	}
	feed := &Feed{members: make(map[string]member)}
	for _, entry := range entries {
		name := entry.Name()
		if litter(name) {
			continue
		}
		full := filepath.Join(path, name)
		info, err := os.Stat(full) // follows links: the folder is the operator's own
		if err != nil {
			return nil, fmt.Errorf("open the feed: %w", err)
		}
		if !info.Mode().IsRegular() {
			feed.others = append(feed.others, name)
			continue
		}
		if err := feed.add(member{name: name, size: info.Size(), open: func() (io.ReadCloser, error) { return os.Open(full) }}); err != nil {
			return nil, err
		}
	}
	return feed.checked(filepath.Base(path))
}

// add takes a file into the feed.
func (f *Feed) add(m member) error {
	name, isCSV := strings.CutSuffix(strings.ToLower(m.name), ".csv")
	if !isCSV {
		f.others = append(f.others, m.name)
		return nil
	}
	if twin, ok := f.members[name]; ok {
		return refuse(m.name, "the feed also holds %s: send one of the two", twin.name)
	}
	f.members[name] = m
	return nil
}

// checked refuses a feed in which there is nothing to read.
func (f *Feed) checked(name string) (*Feed, error) {
	if len(f.members) == 0 {
		return nil, refuse(name, "there is no CSV file in it")
	}
	return f, nil
}

// litter reports what operating systems leave in folders unasked.
func litter(name string) bool {
	return strings.HasPrefix(name, ".") || strings.EqualFold(name, "Thumbs.db") || strings.EqualFold(name, "desktop.ini")
}

// Close lets go of the feed's files.
func (f *Feed) Close() error {
	if f.close == nil {
		return nil
	}
	return f.close()
}

// Size is the bytes of all CSV files of the feed, unpacked; also of those that the contract does not know.
func (f *Feed) Size() int64 {
	var size int64
	for _, m := range f.members {
		size += m.size
	}
	return size
}

// Has reports whether the feed holds the file.
func (f *Feed) Has(file File) bool {
	_, ok := f.members[file.Name]
	return ok
}

// Strangers are the names, in order, of what the feed holds and the contract does not know. They are never read.
func (f *Feed) Strangers(p models.Partner) []string {
	names := slices.Clone(f.others)
	for name, m := range f.members {
		if _, known := FileNamed(p, name); !known && name != manifestFile.Name {
			names = append(names, m.name)
		}
	}
	slices.Sort(names)
	return names
}

// SHA256 sums the names and bytes of the manifest and the partner's files, in hexadecimal. The same files have the same
// sum in a folder and a zip.
func (f *Feed) SHA256(p models.Partner) (string, error) {
	whole := sha256.New()
	for _, file := range append([]File{manifestFile}, Files(p)...) {
		m, ok := f.members[file.Name]
		if !ok {
			continue
		}
		sum, err := m.sum()
		if err != nil {
			return "", fmt.Errorf("read %s: %w", m.name, err)
		}
		fmt.Fprintf(whole, "%s\x00%s", file.Name, sum)
	}
	return hex.EncodeToString(whole.Sum(nil)), nil
}

func (m member) sum() ([]byte, error) {
	src, err := m.open()
	if err != nil {
		return nil, err
	}
	defer src.Close()
	h := sha256.New()
	if _, err := io.Copy(h, src); err != nil {
		return nil, err
	}
	return h.Sum(nil), nil
}
