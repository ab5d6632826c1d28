#include "read/publishing.h"

#include <unistd.h>

#include "base/diag.h"
#include "base/mem.h"
#include "item.h"
#include "reader.h"

struct publishing *read_publishing(const char *dir, struct arena *a, struct diag *diag)
{
	struct arena scratch = { 0 };
	struct reader r = { .dir = dir, .arena = a, .scratch = &scratch, .diag = diag };
	const char *path = reader_path(&r, PUBLISHING_FILE);
	struct publishing *p = NULL;
	struct target *all;
	size_t body;

	if (access(path, F_OK) == 0)
		p = item_read(&r, &kind_publishing, PUBLISHING_FILE, &body);
	else
		diag_report(diag, DIAG_NO_PUBLISHING, span_path(path, a),
			    "there is no '%s', which says where the site is put; 'blether help "
			    "publishing' tells what stands in it",
			    PUBLISHING_FILE);
	all = p ? p->targets.items : NULL;
	for (size_t i = 0; p && i < p->targets.count; i++)
		all[i].at = p->targets.at[i];
	if (p)
		publishing_check(p, diag);
	arena_free(&scratch);
	return p;
}
