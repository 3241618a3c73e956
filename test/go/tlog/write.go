// Writes a log with the reference implementation in Go, for ours to read: its folder, how many entries it has. Prints the
// verifier key. Entry i is "go entry i" behind as many dots as i has in its last two digits.
package main

import (
	"crypto/rand"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func save(folder string, path string, data []byte) {
	file := filepath.Join(folder, path)
	check(os.MkdirAll(filepath.Dir(file), 0o755), "folder of %s", path)
	check(os.WriteFile(file, data, 0o644), "%s", path)
}

func write(folder string, count string) {
	size, err := strconv.ParseInt(count, 10, 64)
	check(err, "size")
	var hashes []tlog.Hash
	stored := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		var found []tlog.Hash
		for _, index := range indexes {
			found = append(found, hashes[index])
		}
		return found, nil
	})
	var bundle []byte
	for i := int64(0); i < size; i++ {
		entry := []byte(fmt.Sprintf("%sgo entry %d", strings.Repeat(".", int(i%100)), i))
		more, err := tlog.StoredHashes(i, entry, stored)
		check(err, "hashes of entry %d", i)
		hashes = append(hashes, more...)
		bundle = binary.BigEndian.AppendUint16(bundle, uint16(len(entry)))
		bundle = append(bundle, entry...)
		if i%256 == 255 || i == size-1 {
			tile := tlog.Tile{H: 8, L: 0, N: i / 256, W: int(i%256) + 1}
			save(folder, strings.Replace(tile.Path(), "tile/8/0/", "tile/entries/", 1), bundle)
			bundle = nil
		}
	}
	for _, tile := range tlog.NewTiles(8, 0, size) {
		data, err := tlog.ReadTileData(tile, stored)
		check(err, "%s", tile.Path())
		save(folder, strings.Replace(tile.Path(), "tile/8/", "tile/", 1), data)
	}
	root, err := tlog.TreeHash(size, stored)
	check(err, "root")
	secret, vkey, err := note.GenerateKey(rand.Reader, "go.example/log")
	check(err, "key")
	signer, err := note.NewSigner(secret)
	check(err, "signer")
	text := fmt.Sprintf("go.example/log\n%d\n%s\n", size, root)
	signed, err := note.Sign(&note.Note{Text: text}, signer)
	check(err, "signature")
	save(folder, "checkpoint", signed)
	fmt.Println(vkey)
}
