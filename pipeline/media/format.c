#include "format.h"

#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "base/path.h"
#include "base/text.h"
#include "input.h"

/*
 * The formats of recorders, phones, editors and the web. Left out on purpose:
 * whatever names other files (hls, concat, dash, imf, sdp, …), devices, and the
 * formats of old games, which no recorder writes and nobody maintains.
 */
#define DEMUXERS                                                                                   \
	X("aac", "aac")                                                                            \
	X("ac3", "ac3")                                                                            \
	X("aiff", "aiff")                                                                          \
	X("amr", "amr")                                                                            \
	X("ape", "ape")                                                                            \
	X("asf", "wma")                                                                            \
	X("au", "au")                                                                              \
	X("avi", "avi")                                                                            \
	X("caf", "caf")                                                                            \
	X("dss", "dss")                                                                            \
	X("flac", "flac")                                                                          \
	X("matroska,webm", "mka")                                                                  \
	X("mov,mp4,m4a,3gp,3g2,mj2", "m4a")                                                        \
	X("mp3", "mp3")                                                                            \
	X("mpeg", "mpg")                                                                           \
	X("mpegts", "ts")                                                                          \
	X("ogg", "ogg")                                                                            \
	X("tta", "tta")                                                                            \
	X("w64", "w64")                                                                            \
	X("wav", "wav")                                                                            \
	X("wv", "wv")

static const struct {
	const char *demuxer, *suffix;
} demuxers[] = {
#define X(demuxer, suffix) { demuxer, suffix },
	DEMUXERS
#undef X
};

/* Other names under which a format goes rightly. */
static const struct {
	const char *suffix;
	const char *also[6];
} other_names[] = {
	{ "mp3", { "mpga" } },
	{ "mp2", { "mpa", "mpga" } },
	{ "m4a", { "m4b", "m4r", "mp4", "3ga" } },
	{ "mp4", { "m4v" } },
	{ "3gp", { "3gpp", "3g2", "3ga", "m4a", "mp4" } },
	{ "mov", { "qt", "mp4", "m4a", "m4v" } },
	{ "ogg", { "oga", "spx" } },
	{ "opus", { "ogg", "oga" } },
	{ "ogv", { "ogg", "ogx" } },
	{ "wav", { "wave", "bwf" } },
	{ "aiff", { "aif", "aifc" } },
	{ "wma", { "asf" } },
	{ "wmv", { "asf" } },
	{ "amr", { "awb", "3ga" } },
	{ "aac", { "adts" } },
	{ "au", { "snd" } },
	{ "mka", { "mkv", "webm", "weba" } },
	{ "webm", { "weba", "mkv", "mka" } },
	{ "mkv", { "mka" } },
	{ "mpg", { "mpeg", "vob" } },
	{ "ts", { "mts", "m2ts" } },
};

bool format_is_allowed(const char *demuxer)
{
	for (size_t i = 0; i < COUNT(demuxers); i++) {
		if (strcmp(demuxers[i].demuxer, demuxer) == 0)
			return true;
	}
	return false;
}

const char *format_whitelist(void)
{
#define X(demuxer, suffix) demuxer ","
	return DEMUXERS;
#undef X
}

/* The brand of ISO 14496-12 section 4.3 tells the phone's files from the editor's. */
static const char *mov_suffix(const struct input *in)
{
	const AVDictionaryEntry *brand = av_dict_get(in->format->metadata, "major_brand", NULL, 0);

	if (brand && text_starts(brand->value, "3g"))
		return "3gp";
	if (brand && text_starts(brand->value, "qt"))
		return "mov";
	return input_has_video(in) ? "mp4" : "m4a";
}

static const char *ogg_suffix(const struct input *in)
{
	if (input_has_video(in))
		return "ogv";
	return in->audio->codecpar->codec_id == AV_CODEC_ID_OPUS ? "opus" : "ogg";
}

/* The document type stands in the first bytes (RFC 8794 section 11.2.6). */
static const char *matroska_suffix(const struct input *in)
{
	if (memmem(in->head, in->head_len < 64 ? in->head_len : 64, "webm", 4))
		return "webm";
	return input_has_video(in) ? "mkv" : "mka";
}

const char *format_suffix(const struct input *in)
{
	const char *suffix = "unknown";

	for (size_t i = 0; i < COUNT(demuxers); i++) {
		if (strcmp(demuxers[i].demuxer, in->format->iformat->name) == 0)
			suffix = demuxers[i].suffix;
	}
	if (strcmp(suffix, "m4a") == 0)
		return mov_suffix(in);
	if (strcmp(suffix, "ogg") == 0)
		return ogg_suffix(in);
	if (strcmp(suffix, "mka") == 0)
		return matroska_suffix(in);
	if (strcmp(suffix, "wma") == 0 && input_has_video(in))
		return "wmv";
	if (strcmp(suffix, "mp3") == 0 && in->audio->codecpar->codec_id != AV_CODEC_ID_MP3)
		return "mp2";
	return suffix;
}

bool format_suits_name(const char *suffix, const char *name)
{
	const char *its = path_suffix(name);

	if (its[0] != '.')
		return false;
	if (strcasecmp(its + 1, suffix) == 0)
		return true;
	for (size_t i = 0; i < COUNT(other_names); i++) {
		if (strcmp(other_names[i].suffix, suffix) != 0)
			continue;
		for (const char *const *also = other_names[i].also; *also; also++) {
			if (strcasecmp(its + 1, *also) == 0)
				return true;
		}
	}
	return false;
}
