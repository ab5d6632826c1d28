#ifndef MEDIA_LOG_H
#define MEDIA_LOG_H

/*
 * What libav complains about. It goes nowhere by itself: some decoders mend a
 * fault without a word in their result, and only their complaint tells. Each
 * thread has the complaints of what it called.
 */

/* Bytes of a complaint, its NUL included. */
#define LOG_LINE 160

/* Takes libav's log over; once, before anything else of libav is used. */
void log_collect(void);

/* How many errors there were so far. */
unsigned log_errors(void);

/* Forgets the last complaint: what comes is about another file. */
void log_forget(void);

/* The last complaint since then in one line of plain ASCII, or "". LOG_LINE bytes can be read. */
const char *log_last(void);

#endif
