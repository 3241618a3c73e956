// Reads a log that Pollwarden wrote with the reference implementation in Go: checkpoints, tiles, entries, inclusion and
// consistency. Arguments: the log's folder, its verifier key, the folder of its checkpoints by size; or write.go's.
package main

import (
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type folder string

func (f folder) Height() int { return 8 }

func (f folder) SaveTiles([]tlog.Tile, [][]byte) {}

func (f folder) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, tile := range tiles {
		data, err := f.read(strings.Replace(tile.Path(), "tile/8/", "tile/", 1), tile.W, tlog.HashSize*tile.W)
		if err != nil {
			return nil, err
		}
		all = append(all, data)
	}
	return all, nil
}

// A partial tile may be gone once the full one is there.
func (f folder) read(path string, width int, bytes int) ([]byte, error) {
	data, err := os.ReadFile(filepath.Join(string(f), path))
	if os.IsNotExist(err) && width < 256 {
		data, err = os.ReadFile(filepath.Join(string(f), strings.TrimSuffix(path, fmt.Sprintf(".p/%d", width))))
	}
	if err != nil {
		return nil, err
	}
	if bytes > 0 && len(data) > bytes {
		data = data[:bytes]
	}
	return data, nil
}

func (f folder) entries(n int64, width int) ([][]byte, error) {
	tile := tlog.Tile{H: 8, L: 0, N: n, W: width}
	path := strings.Replace(tile.Path(), "tile/8/0/", "tile/entries/", 1)
	data, err := f.read(path, width, 0)
	if err != nil {
		return nil, err
	}
	var entries [][]byte
	for len(entries) < width {
		if len(data) < 2 || len(data) < 2+int(binary.BigEndian.Uint16(data)) {
			return nil, fmt.Errorf("%s is cut", path)
		}
		end := 2 + int(binary.BigEndian.Uint16(data))
		entries = append(entries, data[2:end])
		data = data[end:]
	}
	return entries, nil
}

func check(err error, what string, args ...interface{}) {
	if err != nil {
		fmt.Fprintf(os.Stderr, "%s: %v\n", fmt.Sprintf(what, args...), err)
		os.Exit(1)
	}
}

func main() {
	if os.Args[1] == "write" {
		write(os.Args[2], os.Args[3])
		return
	}
	log, vkey, checkpoints := folder(os.Args[1]), os.Args[2], os.Args[3]
	verifier, err := note.NewVerifier(vkey)
	check(err, "verifier key")
	names, err := os.ReadDir(checkpoints)
	check(err, "checkpoints")
	var trees []tlog.Tree
	for _, name := range names {
		data, err := os.ReadFile(filepath.Join(checkpoints, name.Name()))
		check(err, "%s", name.Name())
		opened, err := note.Open(data, note.VerifierList(verifier))
		check(err, "note %s", name.Name())
		lines := strings.Split(opened.Text, "\n")
		if lines[0] != verifier.Name() {
			check(fmt.Errorf("another origin"), "checkpoint %s", name.Name())
		}
		size, err := strconv.ParseInt(lines[1], 10, 64)
		check(err, "size of %s", name.Name())
		root, err := tlog.ParseHash(lines[2])
		check(err, "root of %s", name.Name())
		trees = append(trees, tlog.Tree{N: size, Hash: root})
	}
	sort.Slice(trees, func(i, j int) bool { return trees[i].N < trees[j].N })
	inclusions, consistencies := 0, 0
	for i, tree := range trees {
		reader := tlog.TileHashReader(tree, log)
		step := tree.N/50 + 1
		for index := int64(0); index < tree.N; index += step {
			hashes, err := reader.ReadHashes([]int64{tlog.StoredHashIndex(0, index)})
			check(err, "hash of entry %d of %d", index, tree.N)
			proof, err := tlog.ProveRecord(tree.N, index, reader)
			check(err, "proof of entry %d of %d", index, tree.N)
			check(tlog.CheckRecord(proof, tree.N, tree.Hash, index, hashes[0]), "entry %d of %d", index, tree.N)
			inclusions++
		}
		for _, old := range trees[:i] {
			proof, err := tlog.ProveTree(tree.N, old.N, reader)
			check(err, "consistency of %d and %d", old.N, tree.N)
			check(tlog.CheckTree(proof, tree.N, tree.Hash, old.N, old.Hash), "consistency of %d and %d", old.N, tree.N)
			consistencies++
		}
	}
	last := trees[len(trees)-1]
	reader := tlog.TileHashReader(last, log)
	for start := int64(0); start < last.N; start += 256 {
		width := int(last.N - start)
		if width > 256 {
			width = 256
		}
		entries, err := log.entries(start/256, width)
		check(err, "entries from %d", start)
		var indexes []int64
		for i := range entries {
			indexes = append(indexes, tlog.StoredHashIndex(0, start+int64(i)))
		}
		hashes, err := reader.ReadHashes(indexes)
		check(err, "hashes from %d", start)
		for i, entry := range entries {
			if tlog.RecordHash(entry) != hashes[i] {
				check(fmt.Errorf("another hash"), "entry %d", start+int64(i))
			}
		}
	}
	fmt.Printf("{\"checkpoints\":%d,\"inclusions\":%d,\"consistencies\":%d,\"entries\":%d}\n", len(trees), inclusions, consistencies, last.N)
}
