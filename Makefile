# make             build ./blether and ./blether-media
# make demo        install what is missing, build, and publish content/ into public/
# make check       install what is missing, build, and run every test
# make test        the same without looking for what is missing; GROUPS="unit cli" for some of them
# make fuzz        FUZZ_SECONDS=60 of random input for every fuzz target
# make bench       CPU and memory of a build beside Hugo's, with short and with hour-long transcripts; EPISODES=1000
# make bench-feeds CPU and memory of writing and verifying feeds beside xmllint's; EPISODES=10000
# make bench-reader CPU and memory of reading others' feeds of 1,000 to 100,000 items beside feedparser's
# make bench-import CPU, memory and growth of importing shows of up to 10,000 episodes beside feedparser's reading; EPISODES=1000
# make bench-download CPU and time of fetching many files beside curl and wget
# make bench-search CPU of indexing hour-long transcripts, and what a phone loads for an answer; EPISODES=1000
# make bench-map   CPU and memory of the themed map, its gaps and chances, for up to 10,000 groups; AREAS=30
# make bench-publish publishing by SFTP, WebDAV, FTPS and S3 beside rclone, rsync and s3cmd; PROTOCOLS="sftp s3"
# make bench-serve how fast a preview follows a change; EPISODES=1000
# make install     into PREFIX=/usr/local (DESTDIR is put before it)
# make clean
#
# VARIANT=debug|san|release, CC=gcc|clang, V=1 shows commands; packages.txt lists what is needed.
VARIANT ?= release
BUILD   := build/$(VARIANT)
PREFIX  ?= /usr/local

SANITIZE        := -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
CFLAGS.debug    := -O1 -g3
CFLAGS.san      := -O1 -g3 $(SANITIZE)
CFLAGS.fuzz     := -O1 -g3 $(SANITIZE) -fsanitize=fuzzer-no-link
CFLAGS.release  := -O2 -g -D_FORTIFY_SOURCE=2 -fstack-protector-strong -fPIE
LDFLAGS.san     := $(SANITIZE)
LDFLAGS.fuzz    := $(SANITIZE) -fsanitize=fuzzer
LDFLAGS.release := -pie -Wl,-z,relro,-z,now
ifeq ($(CFLAGS.$(VARIANT)),)
$(error VARIANT must be debug, san or release)
endif

WARN := -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wvla -Wundef -Wformat=2 -Wwrite-strings \
	-Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith -Wimplicit-fallthrough \
	$(if $(findstring clang,$(CC)),-Wcast-align,-Wcast-align=strict)
# No contraction: a product and a sum are rounded alike by every compiler, on every processor.
ALL_CFLAGS = -std=c17 -ffp-contract=off -D_GNU_SOURCE -Iinclude $(WARN) -Werror -MMD -MP $(CFLAGS.$(VARIANT)) $(CFLAGS)
LINK       = $(CC) $(LDFLAGS.$(VARIANT)) $(LDFLAGS)

# Asked once, and only when something is compiled: before `make demo` there may be no pkg-config.
PKGS       := libcmark yaml-0.1 jansson libxml-2.0 sqlite3 libcrypto libcurl libqrencode \
	libmicrohttpd libzip zlib
MEDIA_PKGS := libavformat libavcodec libswresample libswscale libavutil libseccomp jansson libcrypto \
	pangocairo libqrencode
PKG_CFLAGS  = $(eval PKG_CFLAGS := $(shell pkg-config --cflags $(PKGS) $(MEDIA_PKGS)))$(PKG_CFLAGS)
PKG_LIBS    = $(eval PKG_LIBS := $(shell pkg-config --libs $(PKGS)) -lstemmer -lunistring -lm)$(PKG_LIBS)
MEDIA_LIBS  = $(eval MEDIA_LIBS := $(shell pkg-config --libs $(MEDIA_PKGS)) -lm)$(MEDIA_LIBS)

# Files that become part of the program, as tables of bytes (base/embed.h).
BUNDLES              := theme_files text_files grammar_files skeleton_files preview_files
FILES.theme_files    := $(sort $(wildcard pipeline/site/theme/*))
FILES.text_files     := $(sort $(wildcard pipeline/site/texts/*))
FILES.grammar_files  := $(sort $(wildcard feeds/*))
FILES.skeleton_files := $(sort $(wildcard pipeline/cli/skeleton/*)) content/words.yaml
FILES.preview_files  := $(sort $(wildcard pipeline/serve/preview/*))

SRC       := $(sort $(wildcard pipeline/*/*.c))
OBJ       := $(SRC:%.c=$(BUILD)/%.o) $(BUNDLES:%=$(BUILD)/%.o)
MEDIA_OBJ := $(filter $(BUILD)/pipeline/media/%,$(OBJ))
LIB       := $(BUILD)/libblether.a
MEDIA_LIB := $(BUILD)/libblether-media.a
PROGRAMS  := $(BUILD)/blether $(BUILD)/blether-media

# As many jobs as cores, unless the command line says otherwise.
CORES     := $(shell nproc)
MAKEFLAGS += --no-builtin-rules --no-print-directory
ifeq ($(MAKELEVEL),0)
MAKEFLAGS += --jobs=$(CORES)
endif

# Says what is made; with V=1, how.
run = $(if $(V),,@echo '  $(1) $@';)

all: $(PROGRAMS)
	@ln -sf $^ .

$(BUILD)/blether: $(BUILD)/pipeline/cli/main.o $(LIB)
	$(call run,link)$(LINK) -o $@ $^ -Wl,--as-needed $(PKG_LIBS) $(LDLIBS)

$(BUILD)/blether-media: $(BUILD)/pipeline/media/main.o $(MEDIA_LIB) $(LIB)
	$(call run,link)$(LINK) -o $@ $^ -Wl,--as-needed $(MEDIA_LIBS) $(LDLIBS)

$(LIB): $(filter-out %/cli/main.o $(MEDIA_OBJ),$(OBJ)) $(BUILD)/objects
$(MEDIA_LIB): $(filter-out %/media/main.o,$(MEDIA_OBJ)) $(BUILD)/objects
$(LIB) $(MEDIA_LIB):
	$(call run,archive)rm -f $@; $(AR) rcs $@ $(filter %.o,$^)

$(BUILD)/%.o: %.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(call run,compile)$(CC) $(ALL_CFLAGS) $(PKG_CFLAGS) $(CPPFLAGS) -c -o $@ $<

.SECONDEXPANSION:
$(BUNDLES:%=$(BUILD)/%.c): $(BUILD)/%.c: pipeline/base/embed.sh $$(FILES.$$*)
	@mkdir -p $(@D)
	$(call run,embed)pipeline/base/embed.sh $* $(FILES.$*) >$@

$(BUNDLES:%=$(BUILD)/%.o): %.o: %.c $(BUILD)/flags
	$(call run,compile)$(CC) $(ALL_CFLAGS) $(CPPFLAGS) -c -o $@ $<

# Other flags or another compiler: everything is compiled anew. A file is gone: so are its objects.
$(BUILD)/flags: stamp = $(CC) $(ALL_CFLAGS) $(CPPFLAGS) $(LDFLAGS)
$(BUILD)/objects: stamp = $(OBJ)
$(BUILD)/flags $(BUILD)/objects: FORCE
	@mkdir -p $(@D); echo '$(stamp)' >$@.new
	@cmp -s $@.new $@ && rm $@.new || mv $@.new $@

demo:
	@./packages.sh build
	@$(MAKE) all
	./blether build --content content --output public

## Tests: every program, script and runner below is TAP, and one prove runs them all.

# Programs that are no tests themselves, but what a test or a bench runs.
HELPERS := $(addprefix $(BUILD)/tests/, \
	bench/decode \
	bench/feeds \
	bench/import \
	bench/map \
	bench/measure \
	bench/reader \
	bench/search \
	import/get \
	import/html_notes \
	import/print_settings \
	import/redirects \
	import/tell \
	publish/aftermath \
	publish/bench \
	publish/errand \
	publish/leaving \
	search/words \
	template/render \
	)

# The tests of a group: NAME.t is run as it is, NAME.c is built first.
tests_of = $(strip $(sort $(wildcard tests/$(1)/*.t)) $(patsubst %.c,$(BUILD)/%.t, \
	$(filter-out $(HELPERS:$(BUILD)/%=%.c),$(sort $(wildcard tests/$(1)/*.c)))))

TESTS.golden   := $(wildcard tests/golden/run.sh)
TESTS.unit     := $(call tests_of,unit)
TESTS.fuzz     := $(patsubst %.c,$(BUILD)/%.t,$(sort $(wildcard tests/fuzz/fuzz_*.c)))
TESTS.cli      := $(call tests_of,cli)
TESTS.template := $(call tests_of,template)
TESTS.publish  := $(call tests_of,publish)
TESTS.web      := $(call tests_of,web)
TESTS.search   := $(call tests_of,search)
TESTS.import   := $(call tests_of,import)
TESTS.feeds    := $(call tests_of,feeds)
TESTS.open     := $(call tests_of,open)
TESTS.style    := $(sort $(wildcard tests/style/*.sh))
GROUPS         := golden unit fuzz cli template search publish feeds import open $(if $(wildcard tests/web),web) style

check:
	@./packages.sh build check
	@$(MAKE) test

test: all build/fixtures/done $(HELPERS) $(foreach g,$(GROUPS),$(or $(TESTS.$(g)),no-test-in-$(g)))
	@CMOCKA_MESSAGE_OUTPUT=TAP BUILD=$(BUILD) \
		BLETHER=$(CURDIR)/$(BUILD)/blether BLETHER_MEDIA=$(CURDIR)/$(BUILD)/blether-media \
		prove --jobs $(CORES) $(PROVEFLAGS) $(foreach g,$(GROUPS),$(TESTS.$(g)))

no-test-in-%:
	@echo "tests/$*/ has no test: a group that the Makefile names must not be empty" >&2; exit 1

# Recordings and pictures that several tests share.
build/fixtures/done: tests/fixtures/make.sh
	$(call run,make)rm -rf $(@D); tests/fixtures/make.sh $(CURDIR)/$(@D)

# Of both archives and of all libraries, a test takes only what it uses.
TEST_LIBS = -Wl,--as-needed $(PKG_LIBS) $(MEDIA_LIBS) $(LDLIBS) -lebur128 -lm

$(BUILD)/tests/%.t: $(BUILD)/tests/%.o $(MEDIA_LIB) $(LIB)
	$(call run,link)$(LINK) -o $@ $^ $(TEST_LIBS) -lcmocka

$(HELPERS): %: %.o $(LIB)
	$(call run,link)$(LINK) -o $@ $^ -Wl,--as-needed $(PKG_LIBS) $(MEDIA_LIBS) $(LDLIBS)

# Under make check, replay.c runs a fuzz target over its corpus; under make fuzz, libFuzzer does.
REPLAY := $(if $(filter-out fuzz,$(VARIANT)),$(BUILD)/tests/fuzz/replay.o)

$(BUILD)/tests/fuzz/fuzz_%.t: $(BUILD)/tests/fuzz/fuzz_%.o $(REPLAY) $(MEDIA_LIB) $(LIB)
	$(call run,link)$(LINK) -o $@ $^ $(TEST_LIBS)

fuzz:
	@./packages.sh build fuzz
	@$(MAKE) VARIANT=fuzz CC=clang fuzz-targets
	@tests/fuzz/run.sh build/fuzz/tests/fuzz/fuzz_*.t

fuzz-targets: $(or $(TESTS.fuzz),no-test-in-fuzz)

bench:
	@./packages.sh build bench
	@$(MAKE) VARIANT=release all build/release/tests/bench/measure
	@/usr/bin/python3 tests/bench/bench.py $(or $(EPISODES),1000)
	@/usr/bin/python3 tests/bench/bench.py $(or $(EPISODES),1000) 3 9500

bench-media:
	@./packages.sh build bench
	@$(MAKE) VARIANT=release all build/release/tests/bench/measure build/release/tests/bench/decode
	@/usr/bin/python3 tests/bench/media.py $(MINUTES)

bench-feeds:
	@./packages.sh build bench
	@$(MAKE) VARIANT=release all build/release/tests/bench/measure build/release/tests/bench/feeds
	@/usr/bin/python3 tests/bench/feeds.py $(EPISODES)

bench-reader:
	@./packages.sh build check bench
	@$(MAKE) VARIANT=release build/release/tests/bench/reader
	@/usr/bin/python3 tests/bench/reader.py $(RUNS)

bench-search:
	@./packages.sh build check bench
	@$(MAKE) VARIANT=release all build/release/tests/bench/search
	@tests/bench/search.sh $(EPISODES)

bench-map:
	@./packages.sh build bench
	@$(MAKE) VARIANT=release build/release/tests/bench/map
	@tests/bench/map.sh $(AREAS)

bench-publish:
	@./packages.sh build check bench
	@$(MAKE) VARIANT=release all build/release/tests/publish/errand
	@tests/bench/publish.py $(PROTOCOLS)

bench-import:
	@./packages.sh build check bench
	@$(MAKE) VARIANT=release all build/release/tests/bench/measure build/release/tests/bench/import
	@/usr/bin/python3 tests/bench/import.py $(EPISODES)

bench-download:
	@./packages.sh build check bench
	@$(MAKE) VARIANT=release build/release/tests/import/get
	@/usr/bin/python3 tests/bench/download.py

bench-serve:
	@./packages.sh build bench
	@$(MAKE) VARIANT=release all
	@/usr/bin/python3 tests/bench/serve.py $(EPISODES)

install: all
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/man/man1 \
		$(DESTDIR)$(PREFIX)/share/blether $(DESTDIR)$(PREFIX)/share/bash-completion/completions
	install $(PROGRAMS) $(DESTDIR)$(PREFIX)/bin
	$(BUILD)/blether help --as=man >$(DESTDIR)$(PREFIX)/share/man/man1/blether.1
	$(BUILD)/blether help --as=man inspect >$(DESTDIR)$(PREFIX)/share/man/man1/blether-inspect.1
	$(BUILD)/blether help --as=schema inspect >$(DESTDIR)$(PREFIX)/share/blether/inspect.schema.json
	$(BUILD)/blether help --as=completion >$(DESTDIR)$(PREFIX)/share/bash-completion/completions/blether

clean:
	rm -rf build public .blether blether blether-media

.PHONY: all demo check test fuzz fuzz-targets bench bench-media bench-feeds bench-reader bench-search bench-map bench-publish bench-serve bench-download bench-import \
	install clean FORCE
.SECONDARY:
.DELETE_ON_ERROR:
-include $(OBJ:.o=.d) $(wildcard $(BUILD)/tests/*/*.d)
