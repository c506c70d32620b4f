package audit

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
)

// MaxLine is the most bytes that a line of an export may have.
const MaxLine = 64 << 20

// Line is the record as an export holds it: JSON with nothing escaped that need not be, and a line feed.
func (r Record) Line() ([]byte, error) {
	var line bytes.Buffer
	encoder := json.NewEncoder(&line)
	encoder.SetEscapeHTML(false)
	err := encoder.Encode(r)
	return line.Bytes(), err
}

// Export checks an export, one record's Line after another. It takes every byte as meant: what reads as the same JSON but is
// written otherwise was changed.
func (c *Check) Export(r io.Reader) error {
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, MaxLine)
	lines.Split(wholeLine)
	n := 0
	for lines.Scan() {
		n++
		var record Record
		if err := json.Unmarshal(lines.Bytes(), &record); err != nil {
			return fmt.Errorf("line %d of the export cannot be read as an entry", n)
		}
		if line, err := record.Line(); err != nil || !bytes.Equal(line, lines.Bytes()) {
			return fmt.Errorf("line %d of the export was changed: it is not written as an export writes it", n)
		}
		if err := c.Add(record); err != nil {
			return err
		}
	}
	if err := lines.Err(); err != nil {
		return fmt.Errorf("the export cannot be read beyond line %d: %w", n, err)
	}
	return nil
}

// wholeLine splits after each line feed, and leaves it on: an end that was cut off or altered is to be seen.
func wholeLine(data []byte, atEOF bool) (int, []byte, error) {
	end := bytes.IndexByte(data, '\n') + 1
	if end == 0 && atEOF {
		end = len(data)
	}
	if end == 0 {
		return 0, nil, nil
	}
	return end, data[:end], nil
}
