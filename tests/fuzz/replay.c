#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/*
 * Stands in for libFuzzer under `make check`: runs a fuzz target once over each
 * file of its corpus and reports in TAP. `fuzz_dates.t` reads the files of
 * tests/fuzz/corpus/dates/; files named on the command line are read instead.
 */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define LARGEST ((long)1 << 20) /* bytes of an input */
#define SECONDS 60                 /* that one input may take before the alarm ends the run */

/* Memory of exactly the file's size, so that a sanitizer sees the first byte read beyond it. */
static uint8_t *load(const char *path, size_t *size)
{
	FILE *f = fopen(path, "rb");
	uint8_t *data = NULL;

	if (!f)
		return NULL;
	if (fseek(f, 0, SEEK_END) == 0 && ftell(f) >= 0 && ftell(f) <= LARGEST) {
		*size = (size_t)ftell(f);
		rewind(f);
		data = malloc(*size ? *size : 1);
		if (data && fread(data, 1, *size, f) != *size) {
			free(data);
			data = NULL;
		}
	}
	fclose(f);
	return data;
}

static void replay(int number, const char *path)
{
	size_t size = 0;
	uint8_t *data = load(path, &size);

	/* Said beforehand: after a crash the last line names the culprit. */
	printf("# %s\n", path);
	fflush(stdout);
	alarm(SECONDS);
	if (data)
		LLVMFuzzerTestOneInput(data, size);
	printf("%s %d - survives %s\n", data ? "ok" : "not ok", number, path);
	free(data);
}

static int is_input(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

/* Replays a folder; returns how many files it has. */
static int replay_folder(const char *dir)
{
	struct dirent **entries;
	int count = scandir(dir, &entries, is_input, alphasort);

	for (int i = 0; i < count; i++) {
		char *path;

		if (asprintf(&path, "%s/%s", dir, entries[i]->d_name) < 0)
			abort();
		replay(i + 1, path);
		free(path);
		free(entries[i]);
	}
	if (count >= 0)
		free(entries);
	return count;
}

int main(int argc, char **argv)
{
	const char *name = strrchr(argv[0], '/') ? strrchr(argv[0], '/') + 1 : argv[0];
	char *dir;
	int count = argc - 1;

	for (int i = 1; i < argc; i++)
		replay(i, argv[i]);
	if (argc == 1) {
		name += strncmp(name, "fuzz_", 5) == 0 ? 5 : 0;
		if (asprintf(&dir, "tests/fuzz/corpus/%.*s", (int)strcspn(name, "."), name) < 0)
			abort();
		count = replay_folder(dir);
		if (count <= 0)
			printf("not ok 1 - %s holds inputs\n", dir);
		free(dir);
	}
	printf("1..%d\n", count > 0 ? count : 1);
	return count > 0 ? 0 : 1;
}
