"""Runs a command on a terminal of 80 columns and answers its questions: terminal.py ANSWER COMMAND...

What MEANWHILE says is run by a shell before that."""
import os, pty, sys, select, struct, fcntl, termios
answer, command, meanwhile = sys.argv[1], sys.argv[2:], os.environ.pop("MEANWHILE", None)
pid, fd = pty.fork()
if pid == 0:
    os.execvp(command[0], command)
fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack('HHHH', 24, 80, 0, 0))
out, asked = b'', False
while True:
    try: data = os.read(fd, 4096)
    except OSError: break
    if not data: break
    out += data
    if not asked and b'[y/N] ' in out:
        asked = True
        if meanwhile: os.system(meanwhile)
        os.write(fd, answer.encode() + (b'\x04' if not answer else b'\n'))
sys.stdout.buffer.write(out)
status = os.waitpid(pid, 0)[1]
sys.exit(128 + os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status))
