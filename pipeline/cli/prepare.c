#include "prepare.h"

#include "frozen.h"
#include "ledger_file.h"
#include "model/check.h"
#include "model/collect.h"
#include "model/ledger.h"
#include "transcribe.h"

size_t prepare_facts(const struct media_run *run, struct site *site, const char *content,
		     bool may_transcribe)
{
	size_t listened = media_probe(run, site);

	if (run->known_only && listened)
		return listened;
	transcribe_site(run, site, may_transcribe);
	site_complete(site, run->arena);
	site_collect(site, run->arena, run->diag);
	site_check_media(site, run->diag);
	ledger_check(site, run->diag);
	ledger_file_is_gone(site, content, run->cache_dir, run->diag);
	return listened;
}

size_t prepare_audio(const struct media_run *run, struct site *site, const char *output)
{
	media_freeze(run, site, output);
	return media_publish(run, site);
}

size_t prepare_drawings(const struct media_run *run, struct site *site)
{
	return site->drawings ? media_draw(run, site) : 0;
}
