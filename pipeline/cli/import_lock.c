/* `blether import`: two at once would take each other's files. */
#include "import_lock.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "import_show.h"

/* The name may belong to another file by now: whoever had it before has taken it away. */
static bool is_of_this_name(int fd, const char *path)
{
	struct stat held, named;

	return fstat(fd, &held) == 0 && stat(path, &named) == 0 && held.st_dev == named.st_dev &&
	       held.st_ino == named.st_ino;
}

/* -1 with errno; EWOULDBLOCK: another import has it. A file system without locks is not an
 * obstacle. */
static int open_lock(const char *path)
{
	for (;;) {
		int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

		if (fd < 0)
			return -1;
		if (flock(fd, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
			close(fd);
			errno = EWOULDBLOCK;
			return -1;
		}
		if (is_of_this_name(fd, path))
			return fd;
		close(fd);
	}
}

bool import_lock_take(struct import_lock *l, struct importing *im)
{
	const char *folder = import_folder(im, "import");

	l->path = import_folder(im, "import/lock");
	l->fd = file_mkdirs(folder) ? open_lock(l->path) : -1;
	if (l->fd >= 0)
		return true;
	if (errno == EWOULDBLOCK)
		diag_report(&im->diag, DIAG_IMPORTING_NOW, span_path(im->content, im->arena),
			    "another import into this folder is running; wait until it has ended, "
			    "and import again");
	else
		diag_report_errno(&im->diag, DIAG_CANNOT_WRITE, "cannot write into", folder);
	return false;
}

void import_lock_drop(struct import_lock *l, struct importing *im)
{
	if (l->fd < 0)
		return;
	unlink(l->path);
	close(l->fd);
	rmdir(import_folder(im, "import"));
	rmdir(import_folder(im, ""));
	rmdir(im->content);
}
