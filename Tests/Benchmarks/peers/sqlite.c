// Durable writes into SQLite, write-ahead log, synchronous=FULL: a transaction for each document of 5 KB, from one or
// several threads with a connection each. sqlite FILE COUNT THREADS -> count and seconds.
#include <pthread.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const char *path;
static int share;

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec + t.tv_nsec * 1e-9;
}

static sqlite3 *opened(void) {
    sqlite3 *db;
    if (sqlite3_open(path, &db) != SQLITE_OK) exit(1);
    sqlite3_busy_timeout(db, 60000);
    sqlite3_exec(db, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL", NULL, NULL, NULL);
    return db;
}

static void *writer(void *unused) {
    (void)unused;
    sqlite3 *db = opened();
    char bytes[5000];
    memset(bytes, 'x', sizeof bytes);
    sqlite3_stmt *insert;
    if (sqlite3_prepare_v2(db, "INSERT INTO returns(document) VALUES (?)", -1, &insert, NULL) != SQLITE_OK) exit(1);
    for (int i = 0; i < share; i++) {
        sqlite3_bind_blob(insert, 1, bytes, sizeof bytes, SQLITE_STATIC);
        if (sqlite3_step(insert) != SQLITE_DONE) exit(1);
        sqlite3_reset(insert);
    }
    sqlite3_finalize(insert);
    sqlite3_close(db);
    return NULL;
}

int main(int argc, char **argv) {
    if (argc < 4) return 64;
    path = argv[1];
    int count = atoi(argv[2]), threads = atoi(argv[3]);
    share = count / threads;
    sqlite3 *db = opened();
    if (sqlite3_exec(db, "CREATE TABLE returns(id INTEGER PRIMARY KEY, document BLOB)", NULL, NULL, NULL) != SQLITE_OK) return 1;
    pthread_t running[64];
    double start = now();
    for (int i = 0; i < threads && i < 64; i++) pthread_create(&running[i], NULL, writer, NULL);
    for (int i = 0; i < threads && i < 64; i++) pthread_join(running[i], NULL);
    printf("%d %.6f\n", share * threads, now() - start);
    sqlite3_close(db);
    return 0;
}
