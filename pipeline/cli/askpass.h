#ifndef CLI_ASKPASS_H
#define CLI_ASKPASS_H

/*
 * Programs that log in for blether (ssh, git) ask for the secret when they need it: they run
 * blether itself, named in SSH_ASKPASS or GIT_ASKPASS, and it finds the secret again, in the places
 * where it was found before. So none is ever handed over in arguments or in the environment.
 *
 * The variable ASKPASS_VARIABLE says whose: "TARGET:CONTENT FOLDER". Or it says where in the memory
 * of a blether that waits for the answer the secret is: "/proc/PID/fd/NUMBER".
 */
#define ASKPASS_VARIABLE "BLETHER_ASKPASS"

/* Answers a question, such as "me@example.org's password:"; the exit status. */
int askpass_answer(const char *whose, const char *question);

#endif
