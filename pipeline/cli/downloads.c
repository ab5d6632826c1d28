#include "downloads.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"

/* Bytes of an ID3v2 tag in front of the sound: its head of ten, and what that says (ID3v2.3
 * section 3.1). */
static int64_t tag_bytes(const char *file)
{
	unsigned char head[10] = { 0 };
	int fd = open(file, O_RDONLY | O_CLOEXEC);
	bool is_tag = fd >= 0 && read(fd, head, sizeof(head)) == (ssize_t)sizeof(head) &&
		      memcmp(head, "ID3", 3) == 0;

	if (fd >= 0)
		close(fd);
	if (!is_tag)
		return 0;
	return 10 + ((int64_t)(head[6] & 127) << 21) + ((int64_t)(head[7] & 127) << 14) +
	       ((int64_t)(head[8] & 127) << 7) + (head[9] & 127);
}

static void add(struct downloads *d, const char *path, const struct published_audio *audio,
		bool is_small)
{
	if (!path || !audio->file)
		return;
	d->files[d->file_count++] = (struct stats_file){
		.path = path,
		.episode = d->episode_count,
		.is_small = is_small,
		.bytes = audio->bytes,
		.tag = tag_bytes(audio->file),
		.seconds = audio->seconds,
	};
}

struct downloads downloads_of(const struct site *site, struct arena *a)
{
	struct downloads d = { 0 };
	size_t room = 0;

	for (size_t i = 0; i < site->show_count; i++)
		room += site->shows[i]->episode_count;
	d.files = arena_array(a, 2 * room, sizeof(*d.files));
	d.episodes = arena_array(a, room, sizeof(*d.episodes));
	for (size_t i = 0; i < site->show_count; i++) {
		const struct show *show = site->shows[i];

		for (size_t k = 0; k < show->episode_count; k++) {
			const struct recording *r = &show->episodes[k]->recording;

			add(&d, r->path, &r->published, false);
			add(&d, r->small_path, &r->small, true);
			d.episodes[d.episode_count++] = show->episodes[k];
		}
	}
	return d;
}
