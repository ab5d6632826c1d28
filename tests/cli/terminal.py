"""Runs a command on a terminal of 80 columns and answers its questions: terminal.py [--stop] ANSWER COMMAND...

With --stop, types Ctrl-C once the bar that is drawn afterwards has moved.
"""
import os, pty, sys, fcntl, termios, struct
words = sys.argv[1:]
stops = words[0] == '--stop'
answer, command = words[stops], words[stops + 1:]
pid, fd = pty.fork()
if pid == 0:
    os.execvp(command[0], command)
fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack('HHHH', 24, 80, 0, 0))
out, asked, bars = b'', False, 0
while True:
    try: data = os.read(fd, 4096)
    except OSError: break
    if not data: break
    out += data
    bars += asked and b'sending' in data
    if not asked and b'[y/N] ' in out:
        asked = True
        os.write(fd, answer.encode() + (b'\x04' if not answer else b'\n'))
    if stops and bars == 3:
        stops = False
        os.write(fd, b'\x03')
sys.stdout.buffer.write(out)
status = os.waitpid(pid, 0)[1]
sys.exit(128 + os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status))
