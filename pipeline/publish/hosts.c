#include "hosts.h"

#include <string.h>

#include "base/diag.h"
#include "base/mem.h"

/* clang-format off: one to a line */
static const struct host_kind *const kinds[] = {
	&host_folder,
	&host_git_pages,
	&host_github,
	&host_neocities,
	&host_netlify,
	&host_sftp,
	&host_ftps,
	&host_git,
	&host_webdav,
	&host_s3,
	&host_archive,
};
/* clang-format on */

const struct host_kind *host_kind_find(const char *name)
{
	for (size_t i = 0; i < COUNT(kinds); i++) {
		if (strcmp(kinds[i]->name, name) == 0)
			return kinds[i];
	}
	return NULL;
}

bool host_open(struct host *h, struct diag *diag)
{
	h->kind = host_kind_find(h->target->kind);
	if (!h->kind) {
		diag_report(diag, DIAG_CANNOT_PUBLISH, h->target->at,
			    "this blether cannot publish to '%s'", h->target->kind);
		return false;
	}
	h->traits = h->kind->traits;
	return h->kind->open(h, diag);
}

void host_close(struct host *h)
{
	if (h->kind && h->kind->close && h->own)
		h->kind->close(h);
	h->own = NULL;
}
