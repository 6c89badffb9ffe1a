#!/usr/bin/env -S node --conditions=cruddur-source
// `console migrate` creates the tables of the console on a ClickHouse server.
import '../../apps/console/src/main.ts'
