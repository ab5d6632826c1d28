#ifndef PUBLISH_HOSTS_H
#define PUBLISH_HOSTS_H

#include "host.h"

/* One host_*.c each. */
extern const struct host_kind host_folder;
extern const struct host_kind host_git_pages;
extern const struct host_kind host_github;
extern const struct host_kind host_neocities;
extern const struct host_kind host_netlify;
extern const struct host_kind host_sftp;
extern const struct host_kind host_ftps;
extern const struct host_kind host_git;
extern const struct host_kind host_webdav;
extern const struct host_kind host_s3;
extern const struct host_kind host_archive;

#endif
