'use strict';
// Listens on this container's loopback and passes every connection to a Unix socket.
// Commands come on standard input, one a line, and each is answered on standard output:
//   listen PORT SOCKET   ->  open PORT | failed PORT REASON
//   release PORT         ->  released PORT
// Ends with its standard input, so that nothing is left when whoever started it is gone.
const net = require('net');
const doors = new Map();

function say(...words) {
  process.stdout.write(words.join(' ') + '\n');
}

function pass(socket, down) {
  const up = net.connect({ path: socket, allowHalfOpen: true });
  const end = () => {
    down.destroy();
    up.destroy();
  };
  down.on('error', end);
  up.on('error', end);
  down.pipe(up);
  up.pipe(down);
}

function open(host, port, socket, done) {
  const options = { allowHalfOpen: true, noDelay: true };
  const server = net.createServer(options, (down) => pass(socket, down));
  server.once('error', (problem) => done(problem.code));
  server.listen({ host, port, backlog: 1024 }, () => done(null, server));
}

function listen(port, socket) {
  open('127.0.0.1', port, socket, (problem, first) => {
    if (problem) {
      say('failed', port, problem);
      return;
    }
    const servers = [first];
    doors.set(port, servers);
    // A container may have no IPv6; then nobody can ask for ::1 either.
    open('::1', port, socket, (_, second) => {
      if (second && doors.get(port) === servers) {
        servers.push(second);
      } else if (second) {
        second.close();
      }
      say('open', port);
    });
  });
}

function release(port) {
  for (const server of doors.get(port) || []) {
    server.close();
  }
  doors.delete(port);
  say('released', port);
}

let rest = '';
process.stdin.setEncoding('utf8');
process.stdin.on('data', (text) => {
  const lines = (rest + text).split('\n');
  rest = lines.pop();
  for (const line of lines) {
    const [command, port, socket] = line.split(' ');
    if (command === 'listen') {
      listen(Number(port), socket);
    } else if (command === 'release') {
      release(Number(port));
    }
  }
});
process.stdin.on('end', () => process.exit(0));
process.on('SIGINT', () => {}); // Ctrl-C is for whoever works in the workspace
