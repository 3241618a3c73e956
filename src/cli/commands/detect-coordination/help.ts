// What `pollwarden detect coordination --help` prints.

export const help = `Usage: pollwarden detect coordination [FILE...] [options]

Looks for accounts that act on the same objects (addresses, reposts, texts, hashtags, media) closer together in time
than their own habits allow, and says how sure that is. It judges behaviour, never what a post says.
Reads CSV, JSON lines and Parquet, plain or compressed (.gz, .zst), from files, folders or - for stdin; without
a FILE it reads the lake.

Results:
  --report FILE     one HTML file for people: opens without a server, fetches nothing
  --edges FILE      pairs of accounts of the claim, .csv or .parquet; its header alone when there are none
  --groups FILE     groups with their evidence (.json), or one row per member (.csv, .parquet)
  --graph FILE      the network as GraphML, .graphml
  --rejected FILE   rows that could not be read, with place and reason, .jsonl
  --json            the whole result on stdout, for machines
  --spreadsheet     in CSV, put ' before cells that a spreadsheet would run as a formula; by default ids are
                    written exactly as they were read
  --note TEXT       a line on top of the report: a case number, or that the data is a demonstration

Input:
  --format F        name of the format; by default it is recognised from the content
  --map A=COL,...   which column is which, for other tables: account=author,time=created_at,url=link
  --layers L,...    layers to use, of: object, repost, url, domain, hashtags, hashtag, text, reply, media, mention
  --declared FILE   networks that coordinate openly, shown as such:
                    {"networks": [{"name": "Gazette pages", "accounts": ["gazette_north", "gazette_south"]}]}
  --data DIR        data folder of the lake (else the variable POLLWARDEN_DATA, else ./pollwarden-data)

Detection:
  --fdr Q           asked rate of false edges, above 0 and below 1 (default 0.05)
  --windows S,...   seconds within which two posts count as together (default 10,60,300,1800,7200)
  --decoys N        decoy streams for the cut (default 5)
  --seed N          the same seed gives the same bytes (default 1)
  --cap N           sharers of one object within a window above which pairs are sampled (default 256)
  --claims all      adds what the audience and jitter nulls give, named in the column; they form no group

Comparable with other tools, exactly, without calibration:
  --compat coortweet --window S --min-participation N [--keep-loops] [--edge-weight Q] [--pairs FILE] [--edges FILE]
  --compat cnt --network co_retweet|co_reply|co_link|co_tweet|co_post --window S --min-weight N --edges FILE

Exit code: 0 nothing found, 1 groups found or rows rejected, 2 bad usage, a layer that is in no input, or
files that cannot be read or written.

Examples:
  pollwarden detect coordination posts.csv --report report.html
  pollwarden detect coordination day1.jsonl.gz day2.jsonl.gz --edges edges.parquet --groups groups.json
  pollwarden detect coordination posts.csv --map account=user,time=date,url=link --fdr 0.01 --json
  zstdcat posts.jsonl.zst | pollwarden detect coordination - --report report.html
  pollwarden detect coordination posts.csv --compat coortweet --window 60 --min-participation 2 --edges edges.csv`;
