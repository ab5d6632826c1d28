/* Requests to a WebDAV server, and what their answers mean. */
#include <search.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/path.h"
#include "base/text.h"
#include "dav_names.h"
#include "webdav.h"

struct place *dav_place(const struct job *j)
{
	return j->host->own;
}

struct way *dav_way(const struct job *j)
{
	return j->own;
}

/* --- requests ------------------------------------------------------------------------ */

const char *dav_url(struct job *j, const char *path)
{
	return job_url(j, dav_place(j)->url, path);
}

const char *dav_folder_url(struct job *j, const char *folder)
{
	return *folder ? arena_printf(&j->arena, "%s/", dav_url(j, folder)) : dav_place(j)->url;
}

void dav_request(struct job *j, const char *method, const char *url)
{
	const struct host *h = j->host;

	curl_easy_setopt(j->curl, CURLOPT_URL, url);
	curl_easy_setopt(j->curl, CURLOPT_CUSTOMREQUEST, method);
	curl_easy_setopt(j->curl, CURLOPT_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(j->curl, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
	curl_easy_setopt(j->curl, CURLOPT_EXPECT_100_TIMEOUT_MS, EXPECT_MS);
	if (h->target->user) {
		curl_easy_setopt(j->curl, CURLOPT_HTTPAUTH, dav_place(j)->auth);
		curl_easy_setopt(j->curl, CURLOPT_USERNAME, h->target->user);
		curl_easy_setopt(j->curl, CURLOPT_PASSWORD, h->secret ? h->secret : "");
	}
}

void dav_ask_head(struct job *j)
{
	dav_request(j, "HEAD", dav_url(j, j->path));
	curl_easy_setopt(j->curl, CURLOPT_NOBODY, 1L);
}

void dav_put(struct job *j, const char *path, int64_t from, int64_t size)
{
	dav_request(j, "PUT", dav_url(j, path));
	job_header(j, "Content-Type: %s", job_type(j));
	job_send(j, from, size);
}

void dav_ask_names(struct job *j, const char *folder)
{
	static const char what[] =
		"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
		"<propfind xmlns=\"DAV:\"><prop><resourcetype/></prop></propfind>\n";

	dav_request(j, "PROPFIND", dav_folder_url(j, folder));
	job_header(j, "Depth: 1");
	job_header(j, "Content-Type: application/xml; charset=utf-8");
	job_send_bytes(j, what, strlen(what));
}

void dav_move(struct job *j, const char *from, bool over)
{
	dav_request(j, "MOVE", dav_url(j, from));
	job_header(j, "Destination: %s", dav_url(j, j->path));
	job_header(j, "Overwrite: %s", over ? "T" : "F");
}

/* --- answers ------------------------------------------------------------------------- */

bool dav_found(const struct job *j)
{
	return j->code == CURLE_OK && j->status / 100 == 2;
}

bool dav_status(const struct job *j, long status)
{
	return j->code == CURLE_OK && j->status == status;
}

/* As job_judge_http(), for a request that writes: nothing is ABSENT or TAKEN then. */
enum outcome dav_judge(struct job *j)
{
	const char *to = job_answer(j, "Location");

	/* A refusal can come before all is sent, and break the line; nothing else is believed of a
	 * broken one. */
	if (j->code != CURLE_OK && j->status != 401 && j->status != 403 && j->status != 413 &&
	    j->status != 507)
		return job_judge_curl(j);
	switch (j->status) {
	case 301:
	case 302:
	case 303:
	case 307:
	case 308:
		return job_failed(j,
				  "the server sends us to '%s' (%ld); nothing is sent there "
				  "unasked: if that is "
				  "the right address, write it at 'to'",
				  to ? to : "another address", j->status);
	case 207:
		return job_failed(j, "the server could do only a part of it (207)");
	case 404:
	case 409:
	case 410:
		return job_failed(j,
				  "the server has no folder for it, and makes none (%ld); look at "
				  "'to' in publish.yaml",
				  j->status);
	case 405:
	case 501:
		return job_failed(j,
				  "the server takes no files at this address (%ld); is WebDAV "
				  "switched on there, "
				  "and is 'to' its address?",
				  j->status);
	case 412:
		return job_later(j, "the file changes there at this moment (412)");
	case 413:
		return job_failed(
			j, "the server takes no file as large as this (413); its host can allow it "
			   "(nginx: client_max_body_size, Apache: LimitRequestBody)");
	case 423:
		return job_later(j, "another program has locked the file there (423)");
	case 500:
		return job_later(
			j, "the server has trouble of its own (500); perhaps its disk is full, or it "
				    "may not write there");
	default:
		return job_judge_http(j);
	}
}

/* Bytes of the file that was asked for; -1: the server does not say. */
int64_t dav_length(struct job *j)
{
	const char *length = job_answer(j, "Content-Length");

	return length && *length >= '0' && *length <= '9' ? strtoll(length, NULL, 10) : -1;
}
