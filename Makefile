# make             build ./blether and ./blether-media
# make demo        install what is missing, build, and publish content/ into public/
# make check       every test (TAP, through prove)
# make bench       CPU beside the named peers
# make VARIANT=debug|san|release …
VARIANT ?= release
BUILD   := build/$(VARIANT)

CFLAGS.debug    := -O1 -g3
CFLAGS.san      := -O1 -g3 -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
CFLAGS.release  := -O2 -g -D_FORTIFY_SOURCE=2 -fstack-protector-strong -fPIE
LDFLAGS.san     := -fsanitize=address,undefined
LDFLAGS.release := -pie -Wl,-z,relro,-z,now
ifeq ($(CFLAGS.$(VARIANT)),)
$(error VARIANT must be debug, san or release)
endif

WARN := -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wvla -Wundef -Wformat=2 -Wwrite-strings \
	-Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith -Wimplicit-fallthrough \
	$(if $(findstring clang,$(CC)),-Wcast-align,-Wcast-align=strict)
ALL_CFLAGS = -std=c17 -D_GNU_SOURCE -Iinclude $(WARN) -Werror -MMD -MP $(CFLAGS.$(VARIANT)) $(CFLAGS)

PKGS       := libcmark yaml-0.1 jansson libxml-2.0 sqlite3 libcrypto
MEDIA_PKGS := libavformat libavcodec libswresample libswscale libavutil jansson libcrypto
CPPFLAGS   += $(shell pkg-config --cflags $(PKGS) $(MEDIA_PKGS))
LDLIBS      = -Wl,--as-needed $(shell pkg-config --libs $(PKGS))
MEDIA_LIBS  = -Wl,--as-needed $(shell pkg-config --libs $(MEDIA_PKGS)) -lm

SRC       := $(sort $(wildcard pipeline/*/*.c))
OBJ       := $(SRC:%.c=$(BUILD)/%.o)
MEDIA_OBJ := $(filter $(BUILD)/pipeline/media/%,$(OBJ))
LIB       := $(BUILD)/libblether.a
MEDIA_LIB := $(BUILD)/libblether-media.a
UNIT      := $(patsubst %.c,$(BUILD)/%.t,$(wildcard tests/unit/*.c))

all: blether blether-media

blether blether-media: %: $(BUILD)/%
	ln -sf $< $@

$(BUILD)/blether: $(BUILD)/pipeline/cli/main.o $(LIB)
	$(CC) $(LDFLAGS.$(VARIANT)) $(LDFLAGS) -o $@ $^ $(LDLIBS)

$(BUILD)/blether-media: $(BUILD)/pipeline/media/main.o $(MEDIA_LIB) $(LIB)
	$(CC) $(LDFLAGS.$(VARIANT)) $(LDFLAGS) -o $@ $^ $(MEDIA_LIBS)

$(LIB): $(filter-out %/cli/main.o $(MEDIA_OBJ),$(OBJ))
	rm -f $@; $(AR) rcs $@ $^

$(MEDIA_LIB): $(filter-out %/media/main.o,$(MEDIA_OBJ))
	rm -f $@; $(AR) rcs $@ $^

# The grammars are part of the object that carries them.
$(BUILD)/pipeline/verify/grammar.o: $(wildcard feeds/*)

$(BUILD)/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(CPPFLAGS) -c -o $@ $<

# A unit test is linked with the worker's objects only when it is named test_media_….
$(BUILD)/tests/unit/test_media%.t: $(BUILD)/tests/unit/test_media%.o $(MEDIA_LIB) $(LIB)
	$(CC) $(LDFLAGS.$(VARIANT)) -o $@ $^ $(MEDIA_LIBS) -lcmocka

$(BUILD)/tests/%.t: $(BUILD)/tests/%.o $(LIB)
	$(CC) $(LDFLAGS.$(VARIANT)) -o $@ $^ $(LDLIBS) -lcmocka

check: all $(UNIT)
	CMOCKA_MESSAGE_OUTPUT=TAP BLETHER=$(abspath $(BUILD)/blether) prove $(PROVEFLAGS) $(UNIT)

clean:
	rm -rf build public .blether blether blether-media

.PHONY: all check clean
.SECONDARY:
-include $(OBJ:.o=.d)
