#!/bin/sh
# The arrows of ARCHITECTURE.md: what each folder of pipeline/ may include, and
# the one folder that may include each foreign library.
. tests/tap.sh

# Every #include of the C of a folder, as `file:line:name` with quotes or brackets kept.
includes() {
	find "pipeline/$1" "include/$1" -name '*.[ch]' 2>/dev/null | sort |
		xargs -r grep -nHoE '^[[:space:]]*#[[:space:]]*include[[:space:]]*["<][^">]*[">]' |
		sed -E 's/:[^:"<]*include[[:space:]]*/:/'
}

# may FOLDER WHAT...: folders or single headers of include/, besides its own.
may() {
	folder=$1
	shift
	dirs=$dirs' '$folder
	allowed=$(printf '%s\n' "$folder" "$@" | sed -E '/\.h$/!s|$|/[a-z_]+\\.h|' | paste -sd'|')
	none "$folder includes only its own headers${1:+ and those of $*}" "$(includes "$folder" |
		grep '"' | grep -vE ":\"($allowed|[a-z0-9_]+\.(h|inc))\"$")"
}

dirs=
may base
may model   base
may read    model base
may jobs    model base
may site    model base
may feed    model base
may verify  model base
may publish model base
may serve   model base
may stats   model base
may import  model base read/from_html.h
may media   model base jobs/message.h
may cli     serve publish stats import verify jobs site feed read model base

none "every folder has a place in the layers" "$(ls -d pipeline/*/ include/*/ |
	sed -E 's|^[a-z]+/(.*)/$|\1|' | sort -u | grep -vxF "$(printf '%s\n' $dirs)")"

# only FOLDER... -- HEADER...: patterns of foreign headers that no other folder includes.
only() {
	folders=
	while [ "$1" != -- ]; do folders="$folders|$1"; shift; done
	shift
	where="^(pipeline|include)/(${folders#|})/"
	headers=$(printf '%s\n' "$@" | paste -sd'|')
	none "only ${folders#|} includes <$*>" "$(for d in $dirs; do includes "$d"; done |
		grep -E ":<($headers)>$" | grep -vE "$where")"
}

only base -- 'openssl/.*'
only read -- 'cmark.*' 'yaml\.h'
only jobs -- 'sqlite3\.h'
only base jobs -- 'jansson\.h'
only read feed verify -- 'libxml/.*'
only media -- 'lib(av|sw)[a-z]+/.*' 'seccomp\.h' 'linux/(seccomp|landlock)\.h' 'pango/.*' 'cairo.*'
only publish -- 'curl/.*' 'zip\.h'
only stats publish -- 'zlib\.h'
only base -- 'qrencode\.h'
only site -- 'libstemmer\.h' 'uni(case|ctype|norm|str)\.h'
only serve -- 'microhttpd\.h' 'sys/inotify\.h'

finish
