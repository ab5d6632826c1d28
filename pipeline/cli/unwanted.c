#include "unwanted.h"

#include "model/consent.h"
#include "model/private.h"
#include "model/site.h"
#include "verify/verify.h"

void unwanted_verify(const struct site *site, const struct output_tree *tree, struct arena *a,
		     struct diag *diag)
{
	const struct consent_names all = consent_names(site, a);
	const struct absent_names absent = { .names = all.withdrawn,
					     .count = all.withdrawn_count,
					     .allowed = all.allowed,
					     .allowed_count = all.allowed_count };
	const struct strings links = site_join_links(site, a);

	if (absent.count)
		verify_absent(tree, &absent, a, diag);
	verify_private(tree, &links, a, diag);
}
