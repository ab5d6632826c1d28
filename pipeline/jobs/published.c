#include "published.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/text.h"
#include "model/media.h"

#define PARTIAL ".partial"

/* No worker writes that long at one file; in seconds. */
#define ABANDONED ((time_t)24 * 3600)

static void remove_abandoned(const char *dir, const char *name, struct arena *a)
{
	const char *path = path_join(dir, name, a);
	struct stat st;

	if (stat(path, &st) == 0 && time(NULL) - st.st_mtime > ABANDONED)
		unlink(path);
}

bool published_open(const char *cache_dir, const char *folder, struct arena *a)
{
	const char *dir = path_join(cache_dir, folder, a);
	const struct dirent *entry;

	if (!file_mkdirs(dir) || access(dir, W_OK) != 0)
		return false;
	DIR *d = opendir(dir);
	if (!d)
		return false;
	while ((entry = readdir(d))) {
		if (text_ends(entry->d_name, PARTIAL))
			remove_abandoned(dir, entry->d_name, a);
	}
	closedir(d);
	return true;
}

const char *published_partial(const char *cache_dir, const char *folder, const char *run,
			      int64_t id, struct arena *a)
{
	return arena_printf(a, "%s/%s/%s-%" PRId64 PARTIAL, cache_dir, folder, run, id);
}

const char *published_path(const char *cache_dir, const struct published_audio *audio,
			   struct arena *a)
{
	return arena_printf(a, "%s/" AUDIO_FOLDER "/%s.%s", cache_dir, audio->sha256,
			    audio->suffix);
}

bool published_is_whole(const char *path, const struct published_audio *audio)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISREG(st.st_mode) && st.st_size == audio->bytes;
}

bool published_keep(const char *partial, const char *path)
{
	int fd = open(partial, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return false;
	bool ok = fsync(fd) == 0 && rename(partial, path) == 0;
	int keep = errno;
	close(fd);
	errno = keep;
	return ok;
}
