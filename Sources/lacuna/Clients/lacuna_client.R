# A client of Lacuna's server, in one file and with base R alone. Printed by 'lacuna client r'.
#
#     source("lacuna_client.R")
#     lacuna <- lacuna_connect("localhost", 7070, token = Sys.getenv("LACUNA_TOKEN"))
#     gaps <- lacuna_gap_list(lacuna, within = "Halton", limit = 10)$gaps
#     lacuna_table(gaps)[c("id", "severity", "since")]
#     lacuna_close(lacuna)
#
# Each method of the server is a function here, with its parameters by name: gap.list is lacuna_gap_list. A parameter that is a
# word of R ends in an underscore: for_. What is NULL is not sent. Objects come as named lists, arrays of texts, numbers or truth
# values as vectors (null among them as NA), other arrays as lists. What the server refuses is a condition of class lacuna_error
# with $code and $data: tryCatch(..., lacuna_error = function(e) e$code).
#
# Base R has no Unix-domain sockets: the server listens on TCP, or 'ssh -N -L 7070:/run/lacuna.sock HOST' brings one there.

# Connects, and gives the token if there is one. timeout: seconds to wait for an answer.
lacuna_connect <- function(host, port, token = NULL, timeout = 60) {
  client <- new.env()
  client$connection <- socketConnection(host, as.integer(port), open = "r+b", blocking = TRUE, timeout = timeout, encoding = "UTF-8")
  client$number <- 0L
  client$changes <- list()
  if (!is.null(token) && nzchar(token)) {
    tryCatch(lacuna_call(client, "session.authenticate", list(token = token)), error = function(e) {
      lacuna_close(client)
      stop(e)
    })
  }
  invisible(client)
}

lacuna_close <- function(client) {
  close(client$connection)
}

# The result of any method; params are a list, by name or by position.
lacuna_call <- function(client, method, params = list()) {
  lacuna_send(client, lacuna_request(client, method, params))
  lacuna_result(lacuna_answer(client))
}

# The results of several calls, list(method, params) each, sent as one line; a lacuna_error stands in the place of one that was
# refused.
lacuna_batch <- function(client, calls) {
  if (length(calls) == 0) return(list())
  requests <- lapply(calls, function(call) lacuna_request(client, call[[1]], if (length(call) > 1) call[[2]] else list()))
  lacuna_send(client, requests)
  answers <- lacuna_answer(client)
  if (!is.null(names(answers))) stop(lacuna_condition(answers$error))
  ids <- vapply(answers, function(answer) as.numeric(answer$id), 0)
  lapply(requests, function(request) {
    answer <- answers[[match(request$id, ids)]]
    if (!is.null(answer$error)) lacuna_condition(answer$error) else answer$result
  })
}

# The next document that is recorded, after lacuna_change_subscribe: area, round, revision, ratings; NULL where none came in time.
lacuna_next_change <- function(client) {
  if (length(client$changes) == 0) {
    message <- tryCatch(lacuna_line(client), lacuna_closed = function(e) NULL)
    if (is.null(message)) return(NULL)
    return(message$params)
  }
  change <- client$changes[[1]]
  client$changes <- client$changes[-1]
  change
}

# Objects that are alike as a data frame: a column for each member that is a text, a number or a truth value.
lacuna_table <- function(objects) {
  names <- unique(unlist(lapply(objects, names)))
  plain <- function(value) is.atomic(value) && length(value) == 1
  names <- Filter(function(name) all(vapply(objects, function(o) is.null(o[[name]]) || plain(o[[name]]), NA)), names)
  columns <- lapply(names, function(name) {
    unlist(lapply(objects, function(o) if (is.null(o[[name]])) NA else o[[name]]))
  })
  names(columns) <- names
  as.data.frame(columns, stringsAsFactors = FALSE, check.names = FALSE)
}

lacuna_request <- function(client, method, params) {
  client$number <- client$number + 1L
  request <- list(jsonrpc = "2.0", id = client$number, method = method)
  if (length(params) > 0) request$params <- params
  request
}

lacuna_named <- function(client, method, params) {
  lacuna_call(client, method, Filter(Negate(is.null), params))
}

lacuna_send <- function(client, message) {
  writeBin(charToRaw(enc2utf8(paste0(lacuna_to_json(message), "\n"))), client$connection)
}

lacuna_line <- function(client) {
  line <- suppressWarnings(readLines(client$connection, n = 1, warn = FALSE, encoding = "UTF-8"))
  if (length(line) == 0) {
    stop(structure(class = c("lacuna_closed", "error", "condition"), list(message = "no answer: the server closed the connection, or time ran out", call = NULL)))
  }
  lacuna_from_json(line)
}

lacuna_answer <- function(client) {
  repeat {
    message <- lacuna_line(client)
    if (is.null(names(message)) || is.null(message$method)) return(message)
    client$changes <- c(client$changes, list(message$params))
  }
}

lacuna_result <- function(answer) {
  if (!is.null(answer$error)) stop(lacuna_condition(answer$error))
  answer$result
}

lacuna_condition <- function(error) {
  structure(
    class = c("lacuna_error", "error", "condition"),
    list(message = paste0(error$code, ": ", error$message), call = NULL, code = error$code, data = error$data)
  )
}

# A value as JSON: a named list is an object, another list an array, a vector of one element that element, a longer one an array;
# I() keeps a vector of one element an array.
lacuna_to_json <- function(value) {
  if (is.null(value)) return("null")
  if (is.list(value) && !is.null(names(value))) {
    members <- vapply(names(value), function(name) paste0(lacuna_quoted(name), ":", lacuna_to_json(value[[name]])), "")
    return(paste0("{", paste(members, collapse = ","), "}"))
  }
  if (is.list(value) || length(value) != 1 || inherits(value, "AsIs")) {
    pieces <- if (is.list(value)) value else as.list(unclass(value))
    return(paste0("[", paste(vapply(pieces, lacuna_to_json, ""), collapse = ","), "]"))
  }
  if (is.na(value)) return("null")
  if (is.logical(value)) return(if (value) "true" else "false")
  if (is.numeric(value)) return(format(value, digits = 15, scientific = FALSE, trim = TRUE))
  lacuna_quoted(as.character(value))
}

lacuna_quoted <- function(text) {
  text <- gsub("\\", "\\\\", enc2utf8(text), fixed = TRUE)
  text <- gsub("\"", "\\\"", text, fixed = TRUE)
  for (code in c(1:31, 127)) {
    text <- gsub(intToUtf8(code), sprintf("\\u%04x", code), text, fixed = TRUE)
  }
  paste0("\"", text, "\"")
}

# A JSON text as a value. R has no reader of JSON of its own: the text is cut into its tokens by one expression, and these are put
# together from left to right.
lacuna_from_json <- function(text) {
  pattern <- "\"(?:[^\"\\\\]++|\\\\.)*+\"|-?[0-9][-+.eE0-9]*|true|false|null|[\\[\\]{}:,]"
  # By bytes: by letters R would count them anew for each token.
  found <- gregexpr(pattern, text, perl = TRUE, useBytes = TRUE)[[1]]
  bytes <- charToRaw(text)
  tokens <- mapply(function(start, length) rawToChar(bytes[start:(start + length - 1L)]), as.integer(found), attr(found, "match.length"))
  Encoding(tokens) <- "UTF-8"
  place <- 0L
  value <- function() {
    place <<- place + 1L
    token <- tokens[[place]]
    first <- substr(token, 1, 1)
    if (first == "\"") return(lacuna_unquoted(token))
    if (first == "{") {
      names <- character()
      values <- list()
      while (tokens[[place + 1L]] != "}") {
        if (tokens[[place + 1L]] == ",") place <<- place + 1L
        place <<- place + 1L
        names[[length(names) + 1L]] <- lacuna_unquoted(tokens[[place]])
        place <<- place + 1L
        values[length(names)] <- list(value())
      }
      place <<- place + 1L
      return(structure(values, names = names))
    }
    if (first == "[") {
      values <- list()
      while (tokens[[place + 1L]] != "]") {
        if (tokens[[place + 1L]] == ",") place <<- place + 1L
        values[length(values) + 1L] <- list(value())
      }
      place <<- place + 1L
      return(lacuna_simple(values))
    }
    switch(token, true = TRUE, false = FALSE, null = NULL, as.numeric(token))
  }
  value()
}

# An array of values of one plain kind as a vector.
lacuna_simple <- function(values) {
  if (length(values) == 0) return(values)
  kinds <- unique(vapply(values, function(v) if (is.null(v)) "NULL" else if (is.atomic(v) && length(v) == 1) class(v)[[1]] else "list", ""))
  kinds <- setdiff(kinds, "NULL")
  if (length(kinds) != 1 || kinds == "list") return(values)
  unlist(lapply(values, function(v) if (is.null(v)) NA else v))
}

lacuna_unquoted <- function(token) {
  text <- substr(token, 2, nchar(token) - 1)
  if (!grepl("\\", text, fixed = TRUE)) return(text)
  # Between backslashes that are meant: the last piece may be empty.
  pieces <- strsplit(paste0(text, "\\\\"), "\\\\", fixed = TRUE)[[1]]
  paste(vapply(pieces, lacuna_unescaped, ""), collapse = "\\")
}

lacuna_unescaped <- function(text) {
  plain <- c("\"" = "\"", "/" = "/", n = "\n", t = "\t", r = "\r", b = "\b", f = "\f")
  for (letter in names(plain)) text <- gsub(paste0("\\", letter), plain[[letter]], text, fixed = TRUE)
  pattern <- "\\\\u[dD][89abAB][0-9a-fA-F]{2}\\\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\\\u[0-9a-fA-F]{4}"
  codes <- unique(regmatches(text, gregexpr(pattern, text, perl = TRUE, useBytes = TRUE))[[1]])
  number <- function(code, at) strtoi(substr(code, at, at + 3), 16L)
  # Those of two parts first, since each part looks like one of its own; the backslash, which then begins nothing, last.
  for (code in codes[order(-nchar(codes), tolower(codes) == "\\u005c")]) {
    point <- if (nchar(code) == 12) 65536 + (number(code, 3) - 55296) * 1024 + number(code, 9) - 56320 else number(code, 3)
    # R's texts hold no NUL.
    text <- gsub(code, if (point == 0) "" else intToUtf8(point), text, fixed = TRUE)
  }
  text
}

# The methods of the server, in its order.
