#!/usr/bin/env node
// The command is built (npm run build -w packages/embedded-backend); npm links this file, which is always there.
import '../dist/command.js';
