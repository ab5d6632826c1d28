/*
 * The part of the catalogue (base/diag_ids.h) that is about podcast feeds, whoever
 * made them. Who minds each mistake stands in feeds/profiles.tsv.
 */
DIAG(XML_BROKEN, "xml-broken", SEV_ERROR,
     "A feed is XML, and XML is strict: one wrong sign and most apps refuse the whole feed, so that all "
     "episodes vanish. Mend this first; the place is where the reader lost its way, and the slip may "
     "stand shortly before it.")
DIAG(XML_CDATA_END, "xml-cdata-end", SEV_ERROR,
     "The three signs ]]> end a CDATA section wherever they stand. Inside one, write them as "
     "]]]]><![CDATA[>, or leave CDATA out and write & as &amp; and < as &lt;.")
DIAG(XML_CONTROL, "xml-control", SEV_ERROR,
     "An invisible control character has got into the feed, often with text copied from a PDF. XML "
     "allows none but tab and line end. Delete it where the text is kept and type the place again.")
DIAG(XML_AMPERSAND, "xml-ampersand", SEV_ERROR,
     "A bare & begins a reference in XML. Write it as &amp; wherever it stands, in addresses too.")
DIAG(XML_ENTITY, "xml-entity", SEV_ERROR,
     "Names such as &ldquo; or &nbsp; belong to HTML. XML knows only &amp; &lt; &gt; &quot; and &apos;. "
     "Write the character itself, or its number, such as &#8220;.")
DIAG(XML_BAD_BYTES, "xml-bad-bytes", SEV_ERROR,
     "The feed says that it is UTF-8, but these bytes are not. The program that makes the feed mixes "
     "encodings, or a text was saved in another one. Save the texts as UTF-8.")
DIAG(XML_BEFORE, "xml-before", SEV_ERROR,
     "The declaration <?xml …?> must be the very first bytes of the file. An empty line in front of it "
     "is enough for several apps to refuse the feed; it often comes from a template or plug-in.")
DIAG(XML_BOM, "xml-bom", SEV_WARNING,
     "A byte order mark is three invisible bytes at the start of a file. It is of no use in UTF-8, and "
     "some programs stumble over it. Save the file as UTF-8 without BOM.")
DIAG(XML_DOCTYPE, "xml-doctype", SEV_ERROR,
     "A feed needs no DOCTYPE, and for safety several programs refuse files that have one. Delete it, "
     "and write the characters that it declared.")
DIAG(XML_ENCODING_LIE, "xml-encoding-lie", SEV_WARNING,
     "The declaration names one encoding, but the bytes are UTF-8. Write encoding='UTF-8' into the first"
     " line.")
DIAG(LOST_CHARACTER, "lost-character", SEV_WARNING,
     "A character was lost on the way, or came in the encoding of another program: listeners see a box or a "
     "black question mark. Type the place again where the text is kept; it is mostly a dash, a quotation "
     "mark or a letter with an accent.")
DIAG(XML_NOT_UTF8, "xml-not-utf8", SEV_WARNING,
     "Apple and PSP-1 want feeds in UTF-8. Other encodings are read by most apps, but letters get lost "
     "on the way. Save the feed as UTF-8.")
DIAG(FEED_TOO_LONG, "feed-too-long", SEV_WARNING,
     "Apps load the whole feed every few hours. The W3C's validator reads no more than 5,000,000 bytes. "
     "Keep full notes on the web page, or put older episodes on further pages (RFC 5005).")
DIAG(NOT_A_FEED, "not-a-feed", SEV_ERROR,
     "The file is XML, but not RSS 2.0, which all podcast directories ask for. Check the address: an "
     "Atom feed, a web page or a message of an error may stand there.")
DIAG(RSS_VERSION, "rss-version", SEV_ERROR,
     "The first element must be <rss version='2.0'>; the version says which rules the feed follows.")
DIAG(NO_CHANNEL, "no-channel", SEV_ERROR,
     "All of a feed stands in one <channel> inside <rss>.")
DIAG(NO_ITEMS, "no-items", SEV_ERROR,
     "A directory takes a show with its first episode, which may be a trailer of a minute.")
DIAG(METADATA_LATE, "metadata-late", SEV_WARNING,
     "All that is said of the show should stand before the first <item>.")
DIAG(REPEATED, "repeated", SEV_WARNING,
     "The element may stand once only. Delete the one that is wrong.")
DIAG(UNKNOWN_ELEMENT, "unknown-element", SEV_WARNING,
     "RSS 2.0 has no such element there. It may be misspelt, or it belongs to a namespace whose prefix "
     "is missing.")
DIAG(NAMESPACE_SPELLING, "namespace-spelling", SEV_WARNING,
     "The address of a namespace is a name, not a link: every letter, capital and http counts. Copy it "
     "exactly.")
DIAG(NAMESPACE_PREFIX, "namespace-prefix", SEV_WARNING,
     "XML allows any prefix, but many apps look for the usual one. Use itunes:, podcast:, atom:, "
     "content: and psc:.")
DIAG(NAMESPACE_LEGACY, "namespace-legacy", SEV_WARNING,
     "The podcast namespace is https://podcastindex.org/namespace/1.0 now; the address on GitHub is that"
     " of its early days.")
DIAG(NAMESPACE_UNKNOWN, "namespace-unknown", SEV_WARNING,
     "The W3C's validator does not know the namespace, and says so. It does no harm; if nothing reads "
     "these elements, leave them out.")
DIAG(NAMESPACE_CHAPTERS, "namespace-chapters", SEV_NOTE,
     "The W3C's validator does not know the namespace of Podlove's chapters, and says so. It does no "
     "harm, and the chapters are read by Spotify, AntennaPod and gPodder.")
DIAG(NO_TITLE, "no-title", SEV_ERROR,
     "Every show has a <title> of its own.")
DIAG(NO_LINK, "no-link", SEV_ERROR,
     "Give the address of the show's web page in <link>.")
DIAG(NO_DESCRIPTION, "no-description", SEV_ERROR,
     "Say in <description> what the show is about, in plain text of up to 4000 bytes.")
DIAG(NO_LANGUAGE, "no-language", SEV_ERROR,
     "Say in <language> which language is spoken: en, en-gb, gd. Directories sort shows by it.")
DIAG(NO_COVER, "no-cover", SEV_ERROR,
     "A show needs a square cover in JPEG or PNG, of 1400 to 3000 pixels a side: <itunes:image "
     "href='https://…'/>.")
DIAG(NO_CATEGORY, "no-category", SEV_ERROR,
     "Apple takes no show without a category of its list: <itunes:category text='…'/>.")
DIAG(NO_EXPLICIT, "no-explicit", SEV_ERROR,
     "Say <itunes:explicit>false</itunes:explicit>, or true when the show is not for children.")
DIAG(NO_AUTHOR, "no-author", SEV_WARNING,
     "The name in <itunes:author> is what directories show below the title.")
DIAG(NO_OWNER_MAIL, "no-owner-mail", SEV_ERROR,
     "YouTube and others send a message to the address in <itunes:owner> before they take a show. Use "
     "one that is meant to be public.")
DIAG(NO_SELF_LINK, "no-self-link", SEV_WARNING,
     "The feed should say where it stands: <atom:link rel='self' type='application/rss+xml' "
     "href='https://…'/>.")
DIAG(SELF_LINK, "self-link", SEV_WARNING,
     "The link with rel='self' is the public address of this very feed, whole and with https.")
DIAG(NO_SHOW_GUID, "no-show-guid", SEV_WARNING,
     "A <podcast:guid> names the show for ever, even when it moves to another host. blether makes one "
     "from the feed's first address.")
DIAG(NO_LOCKED, "no-locked", SEV_WARNING,
     "A <podcast:locked>yes</podcast:locked> asks other hosts not to copy the show without its owner's "
     "word.")
DIAG(SPACES_AROUND, "spaces-around", SEV_WARNING,
     "The text begins or ends with white space. Delete it.")
DIAG(TEXT_TOO_LONG, "text-too-long", SEV_WARNING,
     "Names and titles may have 255 characters, and labels of the podcast namespace 128.")
DIAG(HTML_IN_TITLE, "html-in-title", SEV_WARNING,
     "A title is plain text. Delete the tags.")
DIAG(TITLE_ANGLE, "title-angle", SEV_WARNING,
     "A title with < in it is read as HTML by some apps. Use other brackets.")
DIAG(TITLE_REFERENCE, "title-reference", SEV_WARNING,
     "The W3C's validator takes &lt; in a title for the beginning of a tag, and says so. Apps read it "
     "rightly. Written as &#x3C;, it is silent.")
DIAG(ESCAPED_AGAIN, "escaped-again", SEV_WARNING,
     "The text was made safe twice: once by the program that keeps it, once more by the one that writes "
     "the feed. In the feed, an ampersand is &amp; and not &amp;amp;.")
DIAG(TITLE_NUMBER, "title-number", SEV_WARNING,
     "Apple asks for titles without 'Episode 12' in front: numbers belong in <itunes:episode> and "
     "<itunes:season>, and apps show them beside the title.")
DIAG(HTML_IN_DESCRIPTION, "html-in-description", SEV_WARNING,
     "The show's description is plain text; of twenty programs, fourteen show the tags as they stand.")
DIAG(DESCRIPTION_TOO_LONG, "description-too-long", SEV_WARNING,
     "Descriptions may have 4000 bytes, tags included. Keep the beginning here and put the whole text "
     "into <content:encoded> and on the web page.")
DIAG(HTML_NOT_TEXT, "html-not-text", SEV_WARNING,
     "HTML in a feed is text: write it inside <![CDATA[ … ]]>, or its < as &lt;.")
DIAG(UNSAFE_NOTES_HTML, "unsafe-notes-html", SEV_WARNING,
     "Scripts, forms, frames and what is to happen on a click do not work in podcast apps and may get a "
     "show refused. Delete them.")
DIAG(STYLE_IN_NOTES, "style-in-notes", SEV_WARNING,
     "Apps show notes in their own way and drop what style='…' says, which the W3C's validator warns of. "
     "It often comes with text pasted from a word processor; paste it without formatting.")
DIAG(RELATIVE_IN_NOTES, "relative-in-notes", SEV_WARNING,
     "Apps do not know which page a relative address belongs to. Write the whole address with https.")
DIAG(CONTENT_FIRST, "content-first", SEV_WARNING,
     "The full notes in <content:encoded> should stand behind <description>, their shorter form.")
DIAG(LANGUAGE_FORM, "language-form", SEV_WARNING,
     "A language is a code of ISO 639, with a hyphen before the region: en, en-gb, pt-br, gd. Not en_GB,"
     " and not a word.")
DIAG(COVER_AS_TEXT, "cover-as-text", SEV_ERROR,
     "The address belongs in an attribute: <itunes:image href='https://…'/>.")
DIAG(COVER_FORM, "cover-form", SEV_ERROR,
     "Covers are JPEG or PNG, and their address ends in .jpg, .jpeg or .png.")
DIAG(IMAGE_SIZE, "image-size", SEV_WARNING,
     "In <image>, a width may be 144 at most and a height 400. Leave both out: apps measure for "
     "themselves.")
DIAG(IMAGE_DIFFERS, "image-differs", SEV_WARNING,
     "The <title> and <link> inside <image> repeat those of the channel.")
DIAG(IMAGE_NOT_COVER, "image-not-cover", SEV_WARNING,
     "The address in <image> is not that of <itunes:image>. Apps that show the one rather than the other "
     "show a small or an old picture; give the cover in both.")
DIAG(CATEGORY_UNKNOWN, "category-unknown", SEV_ERROR,
     "Categories are those of Apple's list, spelt exactly so, with & written as &amp; once. The list was "
     "made anew in 2019: names such as 'Games & Hobbies' are no longer in it.")
DIAG(CATEGORY_NOT_W3C, "category-not-w3c", SEV_WARNING,
     "The category is one of Apple's, but the list of the W3C's validator lacks it. It does no harm.")
DIAG(EXPLICIT_VALUE, "explicit-value", SEV_WARNING,
     "The value is true or false, in small letters. yes, no and clean are of former times.")
DIAG(TYPE_VALUE, "type-value", SEV_WARNING,
     "The value is one of Apple's, in small letters: episodic or serial for a show; full, trailer or "
     "bonus for an episode.")
DIAG(SERIAL_UNNUMBERED, "serial-unnumbered", SEV_ERROR,
     "A serial show is heard in order, so each full episode needs <itunes:episode>.")
DIAG(CONTACT_FORM, "contact-form", SEV_WARNING,
     "In <managingEditor>, <webMaster> and <author>, RSS wants a mail address and then the name in "
     "brackets: ann@example.org (Ann Other).")
DIAG(CONTACT_NAME, "contact-name", SEV_WARNING,
     "In <managingEditor> and <webMaster>, a name in brackets should stand behind the mail address: "
     "ann@example.org (Ann Other).")
DIAG(MAIL_FORM, "mail-form", SEV_ERROR,
     "This is no mail address, so nobody can be asked whether the show is theirs.")
DIAG(APPLE_ONLY, "apple-only", SEV_WARNING,
     "Apple reads this element, but it is in no list of the W3C, whose validator calls it an error. "
     "podcast:updateFrequency complete='true' says that a show has ended; most feeds need none of the "
     "others.")
DIAG(DROPPED_BY_APPLE, "dropped-by-apple", SEV_WARNING,
     "Apple has dropped itunes:summary, itunes:subtitle, itunes:keywords and itunes:order. Delete them; "
     "<description> says it all.")
DIAG(BLOCKED, "blocked", SEV_WARNING,
     "The feed asks not to be listed. If that is not meant, delete the element.")
DIAG(ALTERNATE_FEED, "alternate-feed", SEV_WARNING,
     "Name feeds in other forms on the web page, not with rel='alternate' inside this one.")
DIAG(CHANNEL_ATOM_AUTHOR, "channel-atom-author", SEV_WARNING,
     "Use <itunes:author>.")
DIAG(LINK_RELATION, "link-relation", SEV_WARNING,
     "The W3C does not know this rel of <atom:link>. For the page before, it is 'previous'.")
DIAG(PAGING_LOOP, "paging-loop", SEV_ERROR,
     "The link to the next page leads to this very page. Give the address of the next one, or delete the"
     " link.")
DIAG(PAGE_MISSING, "page-missing", SEV_ERROR,
     "The feed says that it goes on elsewhere, but nothing can be read there. gPodder gives up the whole "
     "show then. Put the page there, or delete the link with rel='next'.")
DIAG(DATE_FORM, "date-form", SEV_ERROR,
     "Dates look like 'Mon, 28 Mar 2022 09:00:00 +0000': English names of three letters, a year of four "
     "digits, and the zone as four digits without a colon.")
DIAG(DATE_YEAR, "date-year", SEV_WARNING,
     "A year has four digits.")
DIAG(DATE_WEEKDAY, "date-weekday", SEV_WARNING,
     "The weekday is not that of the date. The date counts; correct or drop the weekday.")
DIAG(DATE_FUTURE, "date-future", SEV_WARNING,
     "The show or an episode is dated in the future. Publish the feed when it is due, or mend the date.")
DIAG(DATES_EQUAL, "dates-equal", SEV_WARNING,
     "Two episodes with the same date have no order. Let them differ by a minute.")
DIAG(DATES_ORDER, "dates-order", SEV_WARNING,
     "The newest episode stands first in a feed.")
DIAG(SHOW_GUID_FORM, "show-guid-form", SEV_WARNING,
     "A podcast:guid is a UUID: 8-4-4-4-12 digits and letters a to f.")
DIAG(PODCAST_VALUE, "podcast-value", SEV_WARNING,
     "The podcast namespace allows other values there; see "
     "https://podcasting2.org/docs/podcast-namespace.")
DIAG(PODCAST_ATTRIBUTE, "podcast-attribute", SEV_WARNING,
     "An element of the podcast namespace lacks what it cannot do without.")
DIAG(PODCAST_PLACE, "podcast-place", SEV_WARNING,
     "The element belongs elsewhere, or stands there too often.")
DIAG(PODCAST_UNKNOWN, "podcast-unknown", SEV_WARNING,
     "The podcast namespace has no such element; it may be misspelt.")
DIAG(PERSON_ROLE, "person-role", SEV_WARNING,
     "Roles and groups are those of the podcast taxonomy, such as host, guest, producer, audio editor. "
     "Without a role, a person is a host.")
DIAG(TRANSCRIPT_TYPE, "transcript-type", SEV_WARNING,
     "Types are text/vtt, application/x-subrip, application/json, text/html or text/plain, exactly so: "
     "no charset behind them.")
DIAG(RRULE_FORM, "rrule-form", SEV_WARNING,
     "The rule follows RFC 5545, such as FREQ=WEEKLY;BYDAY=MO.")
DIAG(LIVE_ITEM, "live-item", SEV_WARNING,
     "The W3C's validator knows no podcast:liveItem and calls what is in it an error. Leave it in the "
     "feed only while something is pending or live.")
DIAG(LIVE_LATE, "live-late", SEV_WARNING,
     "A podcast:liveItem stands before everything else in the channel.")
DIAG(LIVE_TRANSCRIPT, "live-transcript", SEV_ERROR,
     "A podcast:liveItem may have neither podcast:transcript nor podcast:chapters.")
DIAG(LIVE_ENDED, "live-ended", SEV_WARNING,
     "What is over should leave the feed, or become an episode.")
DIAG(CHAPTERS_ORDER, "chapters-order", SEV_WARNING,
     "Chapters of psc:chapters stand in order, each with a start such as 00:01:30.000 and a title.")
DIAG(NO_ITEM_TITLE, "no-item-title", SEV_ERROR,
     "Every episode has a <title> of its own.")
DIAG(NO_ENCLOSURE, "no-enclosure", SEV_ERROR,
     "The recording is named by <enclosure url='…' length='…' type='audio/mpeg'/>.")
DIAG(TWO_ENCLOSURES, "two-enclosures", SEV_WARNING,
     "An episode has one recording. Offer others with podcast:alternateEnclosure.")
DIAG(MEDIA_CONTENT, "media-content", SEV_WARNING,
     "Delete <media:content>, or give it the enclosure's address.")
DIAG(ENCLOSURE_URL, "enclosure-url", SEV_ERROR,
     "An <enclosure> needs the address of the recording.")
DIAG(RELATIVE_URL, "relative-url", SEV_ERROR,
     "An address in a feed begins with https://.")
DIAG(URL_FORM, "url-form", SEV_ERROR,
     "Addresses have no spaces and no letters with accents: a space is %20, and an é is %C3%A9.")
DIAG(URL_HTTP, "url-http", SEV_WARNING,
     "Addresses begin with https: phones refuse what is not encrypted. Most hosts offer it for nothing.")
DIAG(ENCLOSURE_SIZE, "enclosure-size", SEV_ERROR,
     "The length is the size of the file in bytes, digits only.")
DIAG(ENCLOSURE_EMPTY, "enclosure-empty", SEV_WARNING,
     "The length is 0; it should be the size of the file in bytes. No validator warns of that.")
DIAG(ENCLOSURE_TINY, "enclosure-tiny", SEV_WARNING,
     "The length is hardly that of a recording. It is told in bytes, not in kilobytes or seconds.")
DIAG(ENCLOSURE_NO_TYPE, "enclosure-no-type", SEV_ERROR,
     "The type says how to play the file: audio/mpeg for .mp3, audio/x-m4a for .m4a.")
DIAG(ENCLOSURE_TYPE, "enclosure-type", SEV_WARNING,
     "The type is one of audio/mpeg (.mp3), audio/x-m4a (.m4a), video/mp4 (.mp4), video/quicktime "
     "(.mov), video/x-m4v (.m4v), application/pdf (.pdf).")
DIAG(ENCLOSURE_SUFFIX, "enclosure-suffix", SEV_ERROR,
     "Apple goes by the end of the address: .mp3, .m4a, .mp4, .mov, .m4v or .pdf. Opus and Ogg are not "
     "taken; offer MP3 or M4A as the enclosure and these as podcast:alternateEnclosure.")
DIAG(ENCLOSURE_MISMATCH, "enclosure-mismatch", SEV_WARNING,
     "The type is not that of the file's name.")
DIAG(ENCLOSURE_AGAIN, "enclosure-again", SEV_ERROR,
     "Each episode has a recording of its own, at an address of its own.")
DIAG(NO_GUID, "no-guid", SEV_ERROR,
     "A guid is the episode's name for programs, unique and never changed: <guid "
     "isPermaLink='false'>…</guid>.")
DIAG(GUID_AGAIN, "guid-again", SEV_ERROR,
     "Two episodes have the same guid, so apps take them for one. Give the newer one a new guid.")
DIAG(GUID_SPACES, "guid-spaces", SEV_WARNING,
     "A guid has no white space. Note that mending it makes apps load these episodes again; do it once, "
     "and for all.")
DIAG(GUID_PERMALINK, "guid-permalink", SEV_WARNING,
     "A guid that is no address must say isPermaLink='false', in small letters.")
DIAG(GUID_NUMBER, "guid-number", SEV_WARNING,
     "A short number may be another feed's guid too. For new episodes use a UUID; leave old ones as they"
     " are.")
DIAG(NO_DATE, "no-date", SEV_WARNING,
     "A <pubDate> says when the episode appeared.")
DIAG(NO_NOTES, "no-notes", SEV_WARNING,
     "Say in <description> what the episode is about.")
DIAG(NO_DURATION, "no-duration", SEV_WARNING,
     "An <itunes:duration> is the length in whole seconds.")
DIAG(DURATION_FORM, "duration-form", SEV_ERROR,
     "The duration is in whole seconds, such as 2345, or as 39:05 or 1:02:03.")
DIAG(NUMBER_FORM, "number-form", SEV_WARNING,
     "Numbers of episodes and seasons are whole and begin with 1. A trailer needs none.")

/* read: feeds that anybody wrote */
DIAG(FEED_DAMAGED, "feed-damaged", SEV_WARNING,
     "The feed breaks rules of XML. blether read what it could; many podcast apps refuse such a feed as a "
     "whole, or show parts of it wrongly.")

/* cli: comparing feeds */
DIAG(NO_FEED_HERE, "no-feed-here", SEV_ERROR,
     "blether diff compares the feeds in the output folder with what is published, or with an earlier file or "
     "folder. Build first, or name the folder that has the feeds with --output.")
DIAG(FEED_PAGES, "feed-pages", SEV_WARNING,
     "A long feed may go on in other files, each of which names the next. Here the chain does not end, or a "
     "page of it cannot be had; what stands beyond is left out of the comparison.")
