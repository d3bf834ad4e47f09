/*
 * What a power cut leaves: a preloaded library that copies a file of one folder into another only when it is synced,
 * and removes it there when it is removed here. SHADOW_FROM and SHADOW_TO name the folders. With SHADOW_EIO_AT=n the
 * n-th sync of a write-ahead log fails once with EIO; later ones succeed, as they do on a kernel that has dropped the
 * pages.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int log_syncs = 0;

/* The file's name if it lies in SHADOW_FROM, else NULL. */
static const char *shadowed_name(const char *path) {
  const char *from = getenv("SHADOW_FROM");
  size_t length = from ? strlen(from) : 0;
  if (!length || strncmp(path, from, length) || path[length] != '/') return NULL;
  return strchr(path + length + 1, '/') ? NULL : path + length + 1;
}

static void shadow_path(char *out, const char *name, const char *suffix) {
  if (snprintf(out, PATH_MAX, "%s/%s%s", getenv("SHADOW_TO"), name, suffix) >= PATH_MAX) abort();
}

static int ends_with(const char *text, const char *end) {
  size_t length = strlen(text), tail = strlen(end);
  return length >= tail && !strcmp(text + length - tail, end);
}

/* Copied aside and renamed: whoever is killed halfway leaves the shadow of before. */
static void copy_to_shadow(const char *path, const char *name) {
  char aside[PATH_MAX], target[PATH_MAX], buffer[1 << 16];
  shadow_path(aside, name, ".copying");
  shadow_path(target, name, "");
  int in = open(path, O_RDONLY | O_CLOEXEC);
  int out = open(aside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (in < 0 || out < 0) abort();
  for (ssize_t got; (got = read(in, buffer, sizeof buffer)) > 0;)
    if (write(out, buffer, got) != got) abort();
  if (close(in) || close(out) || rename(aside, target)) abort();
}

static int synced(int fd) {
  char link[64], path[PATH_MAX];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length < 0) return 0;
  path[length] = 0;
  const char *name = shadowed_name(path);
  if (!name) return 0;
  pthread_mutex_lock(&lock);
  const char *fails = getenv("SHADOW_EIO_AT");
  int failing = ends_with(name, "-wal") && fails && ++log_syncs == atoi(fails);
  if (!failing) copy_to_shadow(path, name);
  pthread_mutex_unlock(&lock);
  if (failing) errno = EIO;
  return failing ? -1 : 0;
}

/* The real sync is left out: the shadow is the disk. */
int fsync(int fd) { return synced(fd); }
int fdatasync(int fd) { return synced(fd); }

int unlink(const char *path) {
  static int (*real)(const char *);
  if (!real) *(void **)&real = dlsym(RTLD_NEXT, "unlink");
  const char *name = shadowed_name(path);
  if (name) {
    char shadow[PATH_MAX];
    shadow_path(shadow, name, "");
    real(shadow);
  }
  return real(path);
}
