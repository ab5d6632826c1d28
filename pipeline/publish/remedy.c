/*
 * What to do about what is found online: a table of findings and hosts. The files that it names,
 * .htaccess, web.config, site.nginx.conf and _headers, are written by every build.
 */
#include "remedy.h"

#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "base/text.h"

#define ELSEWHERE "recordings can go to another target, with 'takes: audio' in publish.yaml"

static const char *const remedies[LIVE_WHATS][WEB_HOSTS] = {
	[LIVE_UNREACHABLE] = {
		[WEB_UNKNOWN] = "look whether the address opens in a browser; if not, tell the host",
	},
	[LIVE_MISSING] = {
		[WEB_UNKNOWN] = "look whether the folder that was published to is the one that the address shows",
		[WEB_APACHE] = "look whether the folder that was published to is the one that the address shows, and whether its files may be read by everybody (chmod a+rX)",
		[WEB_NGINX] = "look whether 'root' in the server's configuration is the folder that was published to, and whether its files may be read by everybody (chmod a+rX)",
		[WEB_IIS] = "IIS answers 404 for file types that it does not know: web.config, which was published too, names them; ask the host to allow it",
		[WEB_S3] = "the bucket must let everybody read: set 'acl: public-read' in publish.yaml, or a policy of the bucket",
		[WEB_GITHUB] = "GitHub Pages takes up to ten minutes after a push; look at the repository's page 'Actions' if it takes longer",
		[WEB_ARCHIVE] = "archive.org takes up to an hour to show new files; look again with 'blether verify --online'",
	},
	[LIVE_STALE] = {
		[WEB_UNKNOWN] = "this passes by itself",
		[WEB_CLOUDFLARE] = "this passes by itself, or at once with 'Purge cache' at Cloudflare; feeds and pages should not be kept longer than 5 minutes there",
		[WEB_GITHUB] = "this passes by itself: GitHub Pages keeps files for ten minutes",
		[WEB_ARCHIVE] = "this passes by itself: archive.org takes up to an hour",
	},
	[LIVE_BYTES] = {
		[WEB_UNKNOWN] = "publish with 'blether publish --again'; if that does not help, something at the host changes files on their way",
		[WEB_CLOUDFLARE] = "switch off what changes pages at Cloudflare: Email Obfuscation, Rocket Loader, Auto Minify; else publish with 'blether publish --again'",
		[WEB_NETLIFY] = "switch off post processing (asset optimisation, snippets) of the site at Netlify; else publish with 'blether publish --again'",
	},
	[LIVE_LENGTH] = {
		[WEB_UNKNOWN] = "publish with 'blether publish --again', which sends it once more",
	},
	[LIVE_TYPE] = {
		[WEB_UNKNOWN] = "ask the host how media types (MIME types) are set for this kind of file",
		[WEB_NGINX] = "take site.nginx.conf, which was published too, into the server's configuration ('include')",
		[WEB_APACHE] = ".htaccess, which was published too, sets it: ask the host to let it count (AllowOverride All, mod_mime)",
		[WEB_IIS] = "web.config, which was published too, sets it: ask the host to let <staticContent> count",
		[WEB_S3] = "publish with 'blether publish --again', which sends the type with each file; a copy made by other programs loses it",
		[WEB_NETLIFY] = "_headers, which was published too, sets it: look for complaints about it in the log of the deploy",
		[WEB_CLOUDFLARE] = "at Cloudflare Pages _headers sets it; elsewhere the server behind Cloudflare does",
		[WEB_GITHUB] = "GitHub Pages chooses types by the end of the name and cannot be told others; " ELSEWHERE,
		[WEB_NEOCITIES] = "Neocities chooses types by the end of the name and cannot be told others; " ELSEWHERE,
		[WEB_ARCHIVE] = "archive.org sets the type when it has looked at the file, within an hour; look again with 'blether verify --online'",
	},
	[LIVE_RANGES] = {
		[WEB_UNKNOWN] = "Apple Podcasts refuses shows whose host cannot do that: ask the host; " ELSEWHERE,
		[WEB_NGINX] = "take 'max_ranges 0' out of the server's configuration, and no 'gzip' or script may stand in the way of recordings",
		[WEB_APACHE] = "take 'MaxRanges none' out of the server's configuration, and no script or filter (mod_deflate) may stand in the way of recordings",
		[WEB_IIS] = "IIS does it for plain files: ask the host which module or script stands in the way; " ELSEWHERE,
		[WEB_CLOUDFLARE] = "Cloudflare does it for what it keeps: let it cache recordings, and look at the server behind it",
	},
	[LIVE_HEAD] = {
		[WEB_UNKNOWN] = "Apple Podcasts refuses shows whose host cannot do that: ask the host to allow HEAD; " ELSEWHERE,
		[WEB_S3] = "the bucket's policy must allow everybody to read; it may not be limited to the method GET",
	},
	[LIVE_REDIRECTS] = {
		[WEB_UNKNOWN] = "look at the redirects that are set at the host, and at 'address' in site.yaml",
		[WEB_CLOUDFLARE] = "set 'SSL/TLS' at Cloudflare to 'Full (strict)': 'Flexible' sends readers round in circles",
	},
	[LIVE_CERTIFICATE] = {
		[WEB_UNKNOWN] = "renew it, or ask the host to; apps refuse a site without a valid one",
		[WEB_NGINX] = "renew it ('certbot renew') and let nginx load it ('nginx -s reload'); apps refuse a site without a valid one",
		[WEB_APACHE] = "renew it ('certbot renew', or the page for SSL of your host) and let Apache load it; apps refuse a site without a valid one",
	},
	[LIVE_COOKIE] = {
		[WEB_UNKNOWN] = "the privacy page says that there are none: ask the host to switch it off",
		[WEB_CLOUDFLARE] = "the privacy page says that there are none: switch off Bot Fight Mode and Web Analytics at Cloudflare",
	},
	[LIVE_VALIDATOR] = {
		[WEB_UNKNOWN] = "apps fetch the whole feed each time they ask: ask the host to send ETag, and to answer 304 to who has it",
		[WEB_NGINX] = "take 'etag off' and 'if_modified_since off' out of the server's configuration",
		[WEB_APACHE] = "take 'FileETag None' and 'Header unset Last-Modified' out of the server's configuration",
	},
	[LIVE_PACKED] = {
		[WEB_UNKNOWN] = "ask the host to switch compression (gzip) off for this kind of file",
		[WEB_NGINX] = "look at 'gzip' and 'gzip_static' in the server's configuration: an old .gz file may lie beside it",
		[WEB_APACHE] = "look at mod_deflate and 'AddEncoding' in the server's configuration",
		[WEB_S3] = "the file was stored with a wrong Content-Encoding: publish with 'blether publish --again'",
	},
	[LIVE_CORS] = {
		[WEB_UNKNOWN] = "players in web pages cannot show it: ask the host to send 'Access-Control-Allow-Origin: *' with it",
		[WEB_NGINX] = "players in web pages cannot show it: take site.nginx.conf, which was published too, into the server's configuration",
		[WEB_APACHE] = "players in web pages cannot show it: .htaccess, which was published too, sets that; ask the host to let it count (mod_headers)",
		[WEB_IIS] = "players in web pages cannot show it: web.config, which was published too, sets that; ask the host to let <customHeaders> count",
		[WEB_S3] = "players in web pages cannot show it: set a CORS rule of the bucket that allows GET from every origin",
	},
	[LIVE_LEFT] = {
		[WEB_UNKNOWN] = "a cache may have it for a while; if it is still there in an hour, ask the host to delete it",
		[WEB_CLOUDFLARE] = "a cache may have it for a while; at once it goes with 'Purge cache' at Cloudflare",
		[WEB_ARCHIVE] = "archive.org keeps old files of an item: ask for it to be taken down at info@archive.org",
		[WEB_GITHUB] = "GitHub Pages keeps files for ten minutes; the repository's history has it for ever, unless that is rewritten",
	},
	[LIVE_LOST] = {
		[WEB_UNKNOWN] = "search engines keep what is gone: ask the host to answer 404 for what is not there",
		[WEB_NGINX] = "search engines keep what is gone: 'error_page 404' in the server's configuration must not have '=200'",
		[WEB_APACHE] = "search engines keep what is gone: 'ErrorDocument 404' must name a path of the site, without a scheme and a host",
		[WEB_NETLIFY] = "search engines keep what is gone: no rule '/* /index.html 200' may stand in the site's redirects",
	},
};

static const struct sign {
	const char *server; /* how the header begins */
	enum web_host host;
} signs[] = {
	{ "nginx", WEB_NGINX },       { "openresty", WEB_NGINX },
	{ "Apache", WEB_APACHE },     { "LiteSpeed", WEB_APACHE },
	{ "Microsoft-IIS", WEB_IIS }, { "AmazonS3", WEB_S3 },
	{ "MinIO", WEB_S3 },          { "Ceph", WEB_S3 },
	{ "Netlify", WEB_NETLIFY },   { "cloudflare", WEB_CLOUDFLARE },
	{ "GitHub.com", WEB_GITHUB }, { "neocities", WEB_NEOCITIES },
};

static bool is_archive(const char *url)
{
	const char *host = strstr(url, "://");
	size_t len = host ? strcspn(host + 3, ":/") : 0;

	return len >= 11 && strncasecmp(host + 3 + len - 11, "archive.org", 11) == 0 &&
	       (len == 11 || host[3 + len - 12] == '.');
}

enum web_host web_host_of(const char *server, const char *url)
{
	if (is_archive(url))
		return WEB_ARCHIVE;
	for (size_t i = 0; i < COUNT(signs); i++) {
		if (strncasecmp(server, signs[i].server, strlen(signs[i].server)) == 0)
			return signs[i].host;
	}
	return WEB_UNKNOWN;
}

const char *remedy_for(enum live_what what, enum web_host host, const char *other)
{
	bool is_set = what == LIVE_TYPE || what == LIVE_RANGES || what == LIVE_CORS;

	if (remedies[what][host])
		return remedies[what][host];
	return other && is_set ? other : remedies[what][WEB_UNKNOWN];
}
