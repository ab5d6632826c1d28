/*
 * The part of the catalogue (base/diag_ids.h) that is about the output.
 */

/* verify: the output, read again */
DIAG(FEED_MALFORMED, "feed-malformed", SEV_ERROR,
     "The feed or sitemap is not well-formed XML, so apps could not read any of it. Nothing was "
     "published. This is a fault of blether and not of your text: please report it.")
DIAG(PRIVATE_LINK, "private-link", SEV_ERROR,
     "Whoever has the link by which members join a meeting can come in. It stands in a text that is published: in another "
     "page, a note, a word of the theme. Pages say that it comes by e-mail, and that is enough.")
DIAG(FEED_INVALID, "feed-invalid", SEV_ERROR,
     "The feed breaks a rule that directories or apps insist on. The message names the part; look "
     "at the field of the show or the episode that it comes from. The site's address must begin "
     "with https://.")
DIAG(FEED_DATE, "feed-date", SEV_ERROR,
     "A date in the feed does not exist or has the wrong day of the week; apps would show the "
     "episode at another time or not at all.")
DIAG(FEED_ORDER, "feed-order", SEV_ERROR,
     "Every episode needs a date of its own, a second apart at least, and the newest comes first. "
     "Otherwise apps shuffle the episodes.")
DIAG(FEED_SELF, "feed-self", SEV_ERROR,
     "The feed must name its own final address. Check the address in site.yaml.")
DIAG(ENCLOSURE_LENGTH, "enclosure-length", SEV_ERROR,
     "The feed must give the exact size of the recording. Build again; if it stays, the file was "
     "changed while the site was built.")
DIAG(LONG_DESCRIPTION, "long-description", SEV_ERROR,
     "Apple Podcasts and others cut descriptions after 4000 bytes. Letters with accents and emoji "
     "count as two to four. Shorten the text.")
DIAG(ESCAPED_TWICE, "escaped-twice", SEV_WARNING,
     "A title has a code such as &amp; where a character was meant, and listeners would see the "
     "code. Write the character itself: blether escapes it where that is needed.")
DIAG(UNSAFE_NOTES, "unsafe-notes", SEV_ERROR,
     "Notes of an episode may not carry scripts, forms or embedded pages; apps drop them or refuse "
     "the feed. Put a link in their place.")
DIAG(RELATIVE_LINK, "relative-link", SEV_ERROR,
     "Apps show the notes far from the site, so every link in a feed must be a whole address that "
     "begins with https://.")
DIAG(DEAD_LINK, "dead-link", SEV_ERROR,
     "A page or feed leads to something that is not there. Check the name letter by letter: "
     "capital and small letters are different.")
DIAG(DEAD_ANCHOR, "dead-anchor", SEV_ERROR,
     "The part of a link after # names a place in a page, and that page has no such place. Look at "
     "the headings of the page and correct the link.")
DIAG(THIRD_PARTY, "third-party", SEV_ERROR,
     "A page that fetches pictures, sounds or scripts from another site tells that site who reads "
     "it. Put the file beside your text and name it there; a plain link is fine.")
DIAG(DUPLICATE_ID, "duplicate-id", SEV_ERROR,
     "An id may stand in a page once only; screen readers and links get lost otherwise. Most often "
     "two headings of a page are the same.")
DIAG(NO_ALT, "no-alt", SEV_ERROR,
     "Every picture needs a description for people who cannot see it: ![what it shows](file.jpg).")
DIAG(BAD_CHAPTERS, "bad-chapters", SEV_ERROR,
     "A chapters file does not have the form that apps read (JSON chapters 1.2).")
DIAG(BAD_TRANSCRIPT, "bad-transcript", SEV_ERROR,
     "A file made of a transcript does not have the form that apps read: times as 00:01:02.500, each cue "
     "ending after it begins, in order. This is a fault of blether and not of your text: please report it.")
DIAG(MORE_OF_THE_SAME, "more-of-the-same", SEV_NOTE,
     "The same fault was found in many files; it is told three times. Mend it where it comes from, "
     "often a template or the menu, and build again.")

/* verify: an output folder as it stands */
DIAG(NO_OUTPUT, "no-output", SEV_ERROR,
     "What blether build writes has a list of its files in '.blether-manifest'. Name that folder; 'public' "
     "is its usual name. A single feed is judged when its file or address is named.")
DIAG(OUTPUT_MISSING, "output-missing", SEV_ERROR,
     "A file that blether wrote is gone: it was deleted or moved, or a copy of the folder is not whole. "
     "'blether build' writes it again.")
DIAG(OUTPUT_CHANGED, "output-changed", SEV_ERROR,
     "A file has other bytes than blether wrote: somebody has edited it, or it was damaged. The next build "
     "would write over it. Make the change in the content and build.")
DIAG(NO_ADDRESS, "no-address", SEV_ERROR,
     "To follow the links of a folder, its address on the web must be known. It is read from robots.txt; "
     "where there is none, say it with --address.")
DIAG(DISAGREEMENT, "disagreement", SEV_ERROR,
     "Two files of the output tell different things of one episode, so listeners would see the one in their app and "
     "the other on the page. A page says what its episode is called and offers its recording; a template of your "
     "own may have lost that.")
DIAG(PAGE_CHAIN, "page-chain", SEV_ERROR,
     "A long feed is several files, each of which names the next. Apps that follow them must come from the first "
     "to the last, once. This is a fault in blether; please report it.")
