#ifndef PUBLISH_REMEDY_H
#define PUBLISH_REMEDY_H

#include "publish/live.h"

/* What serves a site, as far as its answers show it. */
enum web_host {
	WEB_UNKNOWN,
	WEB_NGINX,
	WEB_APACHE,
	WEB_IIS,
	WEB_S3,
	WEB_NETLIFY,
	WEB_CLOUDFLARE,
	WEB_GITHUB,
	WEB_NEOCITIES,
	WEB_ARCHIVE,
	WEB_HOSTS,
};

/* By the Server header (or "") and the address. */
enum web_host web_host_of(const char *server, const char *url);

/* What to do about a finding there. Where the host is not known, `other`, of the target's kind, may say more. */
const char *remedy_for(enum live_what what, enum web_host host, const char *other);

#endif
