// A MongoDB-protocol server for tests: FerretDB on SQLite files in a directory.
//
// Prints its URI on one line once it listens. Ends on SIGTERM, on SIGINT, and when its standard input closes,
// so that it never outlives whoever started it.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"log"
	"log/slog"
	"net/url"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"

	"github.com/FerretDB/FerretDB/ferretdb"
)

func main() {
	listen := flag.String("listen", "127.0.0.1:0", "address; port 0 is a free one")
	data := flag.String("data", "", "an existing directory for the databases")
	flag.Parse()

	directory, err := filepath.Abs(*data)
	if err != nil || *data == "" {
		log.Fatal("-data must name a directory")
	}
	server, err := ferretdb.New(&ferretdb.Config{
		Listener: ferretdb.ListenerConfig{TCP: *listen},
		Logger:   slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelError})),
		Handler:  "sqlite",
		// Nothing has to outlive the machine, so nothing waits for the disk.
		SQLiteURL: (&url.URL{Scheme: "file", Path: directory + "/", RawQuery: "_pragma=synchronous(off)"}).String(),
	})
	if err != nil {
		log.Fatal(err)
	}

	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer stop()
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin)
		stop()
	}()
	go func() { fmt.Println(server.MongoDBURI()) }() // waits until the listener is there
	if err := server.Run(ctx); err != nil {
		log.Fatal(err)
	}
}
