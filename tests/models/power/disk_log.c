/* Logs what a program does to the files below POWER_ROOT, in order, to POWER_LOG: loaded before libc (LD_PRELOAD).
 *
 * A record is a line of the kind and its facts, tab-separated, and the bytes where there are any:
 *   C inode path | W inode offset length, bytes | T inode size | F inode | Y path | M path | U path | D path | R path path
 * made, written, cut, forced out, folder forced out, folder made, removed, folder removed, renamed.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#define REAL(result, name, ...) \
    static result (*real)(__VA_ARGS__); \
    if (!real) real = (result (*)(__VA_ARGS__))dlsym(RTLD_NEXT, name)

static int is_below(const char *path) {
    const char *root = getenv("POWER_ROOT");
    size_t length = root ? strlen(root) : 0;
    return root && !strncmp(path, root, length) && path[length] == '/';
}

static void put(const char *line, const void *bytes, size_t size) {
    static int log = -1;
    if (log < 0) log = (int)syscall(SYS_openat, AT_FDCWD, getenv("POWER_LOG"), O_WRONLY | O_APPEND, 0);
    struct iovec both[2] = {{(void *)line, strlen(line)}, {(void *)bytes, size}};
    if (writev(log, both, size ? 2 : 1) < 0) abort();
}

static const char *of_handle(int handle, char *path) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", handle);
    ssize_t length = readlink(link, path, PATH_MAX - 1);
    path[length < 0 ? 0 : length] = 0;
    return path;
}

static const char *whole_path(int folder, const char *path, char *whole) {
    char base[PATH_MAX];
    if (path[0] == '/') snprintf(whole, PATH_MAX, "%s", path);
    else {
        if (folder == AT_FDCWD) { if (!getcwd(base, sizeof base)) base[0] = 0; }
        else of_handle(folder, base);
        snprintf(whole, PATH_MAX, "%s/%s", base, path);
    }
    return whole;
}

static int opened(int (*act)(int, const char *, int, mode_t), int folder, const char *path, int flags, mode_t mode) {
    char whole[PATH_MAX], line[PATH_MAX + 64];
    struct stat before, after;
    int below = is_below(whole_path(folder, path, whole));
    int was = below && !stat(whole, &before);
    int handle = act(folder, path, flags, mode);
    if (handle < 0 || !below || fstat(handle, &after) || !S_ISREG(after.st_mode)) return handle;
    if (!was) snprintf(line, sizeof line, "C\t%lu\t%s\n", after.st_ino, whole);
    else if (flags & O_TRUNC) snprintf(line, sizeof line, "T\t%lu\t0\n", after.st_ino);
    else return handle;
    put(line, 0, 0);
    return handle;
}

static int real_openat(int folder, const char *path, int flags, mode_t mode) {
    REAL(int, "openat64", int, const char *, int, ...);
    return real(folder, path, flags, mode);
}

#define MODE(flags, mode) \
    mode_t mode = 0; \
    if ((flags) & (O_CREAT | O_TMPFILE)) { va_list rest; va_start(rest, flags); mode = va_arg(rest, int); va_end(rest); }
int open(const char *path, int flags, ...) { MODE(flags, mode); return opened(real_openat, AT_FDCWD, path, flags, mode); }
int open64(const char *path, int flags, ...) { MODE(flags, mode); return opened(real_openat, AT_FDCWD, path, flags, mode); }
int openat(int at, const char *path, int flags, ...) { MODE(flags, mode); return opened(real_openat, at, path, flags, mode); }
int openat64(int at, const char *path, int flags, ...) { MODE(flags, mode); return opened(real_openat, at, path, flags, mode); }

static unsigned long inode_below(int handle) {
    char path[PATH_MAX];
    struct stat facts;
    if (fstat(handle, &facts) || !S_ISREG(facts.st_mode) || !is_below(of_handle(handle, path))) return 0;
    return facts.st_ino;
}

static ssize_t wrote(int handle, const void *bytes, ssize_t size, off_t offset) {
    char line[96];
    unsigned long inode = size > 0 ? inode_below(handle) : 0;
    if (inode) {
        snprintf(line, sizeof line, "W\t%lu\t%ld\t%zd\n", inode, (long)offset, size);
        put(line, bytes, (size_t)size);
    }
    return size;
}

ssize_t write(int handle, const void *bytes, size_t size) {
    REAL(ssize_t, "write", int, const void *, size_t);
    ssize_t done = real(handle, bytes, size);
    return wrote(handle, bytes, done, inode_below(handle) ? lseek(handle, 0, SEEK_CUR) - done : 0);
}

ssize_t pwrite64(int handle, const void *bytes, size_t size, off64_t offset) {
    REAL(ssize_t, "pwrite64", int, const void *, size_t, off64_t);
    return wrote(handle, bytes, real(handle, bytes, size, offset), offset);
}
ssize_t pwrite(int handle, const void *bytes, size_t size, off_t offset) { return pwrite64(handle, bytes, size, offset); }

int ftruncate64(int handle, off64_t size) {
    REAL(int, "ftruncate64", int, off64_t);
    int failed = real(handle, size);
    unsigned long inode = failed ? 0 : inode_below(handle);
    char line[96];
    if (inode) { snprintf(line, sizeof line, "T\t%lu\t%ld\n", inode, (long)size); put(line, 0, 0); }
    return failed;
}
int ftruncate(int handle, off_t size) { return ftruncate64(handle, size); }

static int forced(int handle, int failed) {
    char path[PATH_MAX], line[PATH_MAX + 64];
    struct stat facts;
    if (failed || fstat(handle, &facts)) return failed;
    of_handle(handle, path);
    if (S_ISDIR(facts.st_mode)) {
        size_t end = strlen(path);
        path[end] = '/', path[end + 1] = 0; /* the root itself counts too */
        if (is_below(path)) { snprintf(line, sizeof line, "Y\t%.*s\n", (int)end, path); put(line, 0, 0); }
    } else if (is_below(path)) { snprintf(line, sizeof line, "F\t%lu\n", facts.st_ino); put(line, 0, 0); }
    return 0;
}
int fsync(int handle) { REAL(int, "fsync", int); return forced(handle, real(handle)); }
int fdatasync(int handle) { REAL(int, "fdatasync", int); return forced(handle, real(handle)); }

static int named(int failed, const char *kind, const char *path, const char *second) {
    char line[2 * PATH_MAX + 64];
    if (!failed && is_below(path)) {
        snprintf(line, sizeof line, "%s\t%s%s%s\n", kind, path, second ? "\t" : "", second ? second : "");
        put(line, 0, 0);
    }
    return failed;
}

int mkdirat(int folder, const char *path, mode_t mode) {
    REAL(int, "mkdirat", int, const char *, mode_t);
    char whole[PATH_MAX];
    return named(real(folder, path, mode), "M", whole_path(folder, path, whole), 0);
}
int mkdir(const char *path, mode_t mode) { return mkdirat(AT_FDCWD, path, mode); }

int unlinkat(int folder, const char *path, int flags) {
    REAL(int, "unlinkat", int, const char *, int);
    char whole[PATH_MAX];
    whole_path(folder, path, whole);
    return named(real(folder, path, flags), flags & AT_REMOVEDIR ? "D" : "U", whole, 0);
}
int unlink(const char *path) { return unlinkat(AT_FDCWD, path, 0); }
int rmdir(const char *path) { return unlinkat(AT_FDCWD, path, AT_REMOVEDIR); }

int renameat(int from, const char *path, int to, const char *second) {
    REAL(int, "renameat", int, const char *, int, const char *);
    char whole[PATH_MAX], other[PATH_MAX];
    whole_path(from, path, whole);
    return named(real(from, path, to, second), "R", whole, whole_path(to, second, other));
}
int rename(const char *path, const char *second) { return renameat(AT_FDCWD, path, AT_FDCWD, second); }

/* What would go by another way than write: refused, so that the program falls back on writing. */
#include <errno.h>
ssize_t sendfile64(int to, int from, off64_t *offset, size_t size) {
    (void)to, (void)from, (void)offset, (void)size;
    errno = ENOSYS;
    return -1;
}
ssize_t sendfile(int to, int from, off_t *offset, size_t size) { return sendfile64(to, from, offset, size); }
