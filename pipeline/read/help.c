#include "help.h"

#include "base/mem.h"
#include "leaf.h"

void help_read(struct reader *r)
{
	static const struct leaf_kind kind = {
		.kind = &kind_help,
		.order = offsetof(struct help_entry, order),
		.html = offsetof(struct help_entry, body_html),
	};
	struct leaves found = leaves_read(r, &kind);
	struct site *site = r->site;

	site->help = arena_array(r->arena, found.count, sizeof(struct help_entry *));
	for (int emergency = 1; emergency >= 0; emergency--) {
		for (size_t i = 0; i < found.count; i++) {
			struct help_entry *h = found.items[i];

			if (h->emergency == emergency)
				site->help[site->help_count++] = h;
		}
	}
}
