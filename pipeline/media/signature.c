#include "signature.h"

#include <stdbool.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "xing.h"

struct signature {
	size_t at, len;
	const char *bytes;
	const char *words;
};

/* The first that fits counts. */
static const struct signature signatures[] = {
	{ 0, 5, "%PDF-", "a PDF document" },
	{ 0, 3, "\xff\xd8\xff", "a JPEG picture" },
	{ 0, 8, "\x89PNG\r\n\x1a\n", "a PNG picture" },
	{ 0, 4, "GIF8", "a GIF picture" },
	{ 8, 4, "WEBP", "a WebP picture" },
	{ 4, 8, "ftypheic", "a HEIC picture as iPhones make them" },
	{ 4, 8, "ftypheix", "a HEIC picture as iPhones make them" },
	{ 4, 8, "ftypmif1", "a HEIF picture as phones make them" },
	{ 4, 8, "ftypavif", "an AVIF picture" },
	{ 0, 4, "II*\0", "a TIFF picture" },
	{ 0, 4, "MM\0*", "a TIFF picture" },
	{ 0, 4, "8BPS", "a Photoshop file" },
	{ 0, 4, "PK\3\4", "a ZIP archive or an office document" },
	{ 0, 4, "Rar!", "a RAR archive" },
	{ 0, 6, "7z\xbc\xaf\x27\x1c", "a 7-Zip archive" },
	{ 0, 2, "\x1f\x8b", "a gzip archive" },
	{ 0, 8, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document" },
	{ 0, 16, "SQLite format 3\0", "a database (an Audacity project, for example)" },
	{ 0, 4, "MThd", "a MIDI file, which has notes but no sound" },
	{ 0, 4,
	  "\x7f"
	  "ELF",
	  "a program" },
	{ 0, 2, "MZ", "a Windows program" },
	{ 0, 7, "#EXTM3U", "a playlist, which only names recordings" },
	{ 0, 8, "ffconcat", "a list of files for ffmpeg, which only names recordings" },
	{ 0, 5, "<?xml", "an XML text" },
	{ 0, 4, "<svg", "an SVG picture" },
	{ 0, 9, "<!DOCTYPE", "a web page" },
	{ 0, 9, "<!doctype", "a web page" },
	{ 0, 5, "<html", "a web page" },
	{ 0, 5, "{\\rtf", "an RTF document" },
};

static const struct signature sounds[] = {
	{ 0, 4, "ADIF", "AAC sound in the ADIF form of its first years" },
	{ 0, 4, "RIFX", "a WAV file in the byte order of old workstations" },
	{ 0, 4, "MPCK", "a Musepack recording" },
	{ 0, 3, "MP+", "a Musepack recording" },
	{ 0, 4, "DSD ", "a DSD recording of a studio" },
	{ 0, 4, "FRM8", "a DSD recording of a studio" },
};

/* Valid UTF-8 without control characters, but for a character cut at the end. */
static bool is_text(const uint8_t *head, size_t len)
{
	size_t at = 0;

	while (at < len) {
		uint32_t cp;
		size_t n = utf8_decode((const char *)head + at, len - at, &cp);

		if (!n)
			return at > 0 && len - at < 4;
		if (!utf8_is_xml(cp) && cp != 0xfeff)
			return false;
		at += n;
	}
	return at > 0;
}

static bool is_zero(const uint8_t *head, size_t len)
{
	while (len && head[len - 1] == 0)
		len--;
	return len == 0;
}

static bool fits(const struct signature *s, const uint8_t *head, size_t len)
{
	return s->at + s->len <= len && memcmp(head + s->at, s->bytes, s->len) == 0;
}

const char *signature_sound(const uint8_t *head, size_t len)
{
	struct mpeg_header h;

	for (size_t i = 0; i < COUNT(sounds); i++) {
		if (fits(&sounds[i], head, len))
			return sounds[i].words;
	}
	if (len >= 4 && mpeg_header_read(head, &h) && !h.bytes)
		return "an MP3 of free format, without a bit rate";
	return NULL;
}

const char *signature_words(const uint8_t *head, size_t len)
{
	for (size_t i = 0; i < COUNT(signatures); i++) {
		if (fits(&signatures[i], head, len))
			return signatures[i].words;
	}
	if (is_zero(head, len))
		return "nothing but zero bytes, as a broken memory card leaves them";
	return is_text(head, len) ? "a text file" : NULL;
}
