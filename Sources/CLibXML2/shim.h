// What Lacuna uses of libxml2, in functions that Swift 6 can import.
//
// libxml2's mutable globals (xmlFree, xmlStructuredError, ...) and its variadic or macro-like calls do not
// compile in Swift 6 mode; the `static inline` wrappers here keep them on the C side of the wall.
#pragma once

#include <limits.h>
#include <stddef.h>

// Debian's libxml2 names ICU's types in a structure that nothing here looks into, and so would bring the system's ICU headers
// in. Foundation has its own ICU, of another version, under the same names: a file that sees both does not compile.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED

#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <libxml/xmlschemas.h>
#include <libxml/xmlerror.h>
#include <libxml/xmlreader.h>

#ifdef U_ICU_VERSION
#error "libxml2's headers have brought the system's ICU in, whose names Foundation's own has too"
#endif

/// The options every document is read with: no network, whole line numbers, errors reported only through handlers.
/// Never NOENT, DTDLOAD or HUGE: they read files, substitute entities or lift the parser's limits.
///
/// White space between elements makes no nodes (lines beyond 65,535: see `lacuna_line`), and short texts lie within their
/// node: less to make and to walk.
static inline int lacuna_parse_options(void) {
    return XML_PARSE_NONET | XML_PARSE_BIG_LINES | XML_PARSE_NOCDATA | XML_PARSE_NOBLANKS | XML_PARSE_COMPACT;
}

/// The version of libxml2 that runs, as it states it: "20914".
static inline const char *lacuna_libxml_running(void) { return xmlParserVersion; }

/// The version whose headers this was built with: 20914.
static inline int lacuna_libxml_built(void) { return LIBXML_VERSION; }

/// The line of an element's start tag, also beyond 65,535.
///
/// libxml2 keeps an element's line in 16 bits, and with BIG_LINES looks for a greater one in texts beside it, of which those
/// between elements are not kept here. So `lacuna_start_element` puts it where texts have it.
static inline long lacuna_line(xmlNodePtr node) {
    if (node != NULL && node->type == XML_ATTRIBUTE_NODE) node = node->parent;
    if (node == NULL) return 0;
    if (node->type == XML_ELEMENT_NODE && node->line == USHRT_MAX && node->psvi != NULL) return (long)(ptrdiff_t)node->psvi;
    return xmlGetLineNo(node);
}

/// Makes an element as libxml2 does, and keeps its line where 16 bits do not hold it.
static inline void lacuna_start_element(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
                                        int namespaces, const xmlChar **namespace_list, int attributes, int defaulted,
                                        const xmlChar **attribute_list) {
    xmlSAX2StartElementNs(context, name, prefix, uri, namespaces, namespace_list, attributes, defaulted, attribute_list);
    xmlParserCtxtPtr parser = (xmlParserCtxtPtr)context;
    xmlNodePtr node = parser->node;
    if (node != NULL && parser->input != NULL && node->type == XML_ELEMENT_NODE && node->line == USHRT_MAX
        && node->psvi == NULL) {
        node->psvi = (void *)(ptrdiff_t)parser->input->line;
    }
}

/// The signature of a structured error handler, the same with libxml2 before and after 2.12
/// (which made the error `const`): the wrapper hands over plain values.
typedef void (*lacuna_error_handler)(void *context, int line, const char *message, const char *name);

typedef struct {
    lacuna_error_handler handler;
    void *context;
} lacuna_error_sink;

#if LIBXML_VERSION >= 21200
static inline void lacuna_forward_error(void *sink, const xmlError *error) {
#else
static inline void lacuna_forward_error(void *sink, xmlErrorPtr error) {
#endif
    lacuna_error_sink *target = (lacuna_error_sink *)sink;
    if (target == NULL || error == NULL || error->level < XML_ERR_ERROR) return;
    int line = error->line;
    const char *name = NULL;
    if (error->node != NULL) {
        xmlNodePtr node = (xmlNodePtr)error->node;
        long exact = lacuna_line(node);
        if (exact > 0) line = (int)exact;
        if (node->name != NULL) name = (const char *)node->name;
    }
    target->handler(target->context, line, error->message, name);
}

/// Parses `bytes` as UTF-8 XML. Errors go to `sink`. Returns NULL unless the document is well formed.
static inline xmlDocPtr lacuna_parse(const char *bytes, int count, lacuna_error_sink *sink) {
    xmlParserCtxtPtr context = xmlNewParserCtxt();
    if (context == NULL) return NULL;
    context->sax->startElementNs = lacuna_start_element;
    xmlSetStructuredErrorFunc(sink, lacuna_forward_error);
    xmlDocPtr document = xmlCtxtReadMemory(context, bytes, count, NULL, "UTF-8", lacuna_parse_options());
    int well_formed = context->wellFormed;
    xmlFreeParserCtxt(context);
    xmlSetStructuredErrorFunc(NULL, NULL);
    if (document != NULL && !well_formed) {
        xmlFreeDoc(document);
        document = NULL;
    }
    return document;
}

/// Compiles an XSD held in memory. Returns NULL when it is no schema.
static inline xmlSchemaPtr lacuna_compile_schema(const char *bytes, int count, lacuna_error_sink *sink) {
    xmlSetStructuredErrorFunc(sink, lacuna_forward_error);
    xmlSchemaParserCtxtPtr context = xmlSchemaNewMemParserCtxt(bytes, count);
    xmlSchemaPtr schema = NULL;
    if (context != NULL) {
        xmlSchemaSetParserStructuredErrors(context, lacuna_forward_error, sink);
        schema = xmlSchemaParse(context);
        xmlSchemaFreeParserCtxt(context);
    }
    xmlSetStructuredErrorFunc(NULL, NULL);
    return schema;
}

/// Validates a document. Returns 0 when it is valid, a positive number when not, -1 when the check itself failed.
static inline int lacuna_validate(xmlSchemaPtr schema, xmlDocPtr document, lacuna_error_sink *sink) {
    xmlSchemaValidCtxtPtr context = xmlSchemaNewValidCtxt(schema);
    if (context == NULL) return -1;
    xmlSchemaSetValidStructuredErrors(context, lacuna_forward_error, sink);
    int outcome = xmlSchemaValidateDoc(context, document);
    xmlSchemaFreeValidCtxt(context);
    return outcome;
}

/// Faults of a part are told by where it stopped, not by libxml2's words.
#if LIBXML_VERSION >= 21200
static inline void lacuna_ignore_error(void *context, const xmlError *error) {
#else
static inline void lacuna_ignore_error(void *context, xmlErrorPtr error) {
#endif
    (void)context;
    (void)error;
}

/// Reads `bytes`, which must outlive the reader, as UTF-8 XML, a node at a time and without a tree. NULL without memory.
///
/// White space is kept: in a cell it may be all there is.
static inline xmlTextReaderPtr lacuna_open_reader(const char *bytes, int count) {
    xmlTextReaderPtr reader = xmlReaderForMemory(bytes, count, NULL, "UTF-8",
                                                 XML_PARSE_NONET | XML_PARSE_NOCDATA | XML_PARSE_COMPACT);
    if (reader != NULL) xmlTextReaderSetStructuredErrorHandler(reader, lacuna_ignore_error, NULL);
    return reader;
}

/// The value of an attribute of the element read last, `uri` being NULL for one without a prefix; NULL where it has none.
/// It belongs to the reader until the next node is read.
static inline const char *lacuna_attribute(xmlTextReaderPtr reader, const char *name, const char *uri) {
    xmlNodePtr node = xmlTextReaderCurrentNode(reader);
    if (node == NULL || node->type != XML_ELEMENT_NODE) return NULL;
    for (xmlAttrPtr attribute = node->properties; attribute != NULL; attribute = attribute->next) {
        if (!xmlStrEqual(attribute->name, (const xmlChar *)name)) continue;
        const xmlChar *found = attribute->ns == NULL ? NULL : attribute->ns->href;
        if (uri == NULL ? found != NULL : !xmlStrEqual(found, (const xmlChar *)uri)) continue;
        if (attribute->children == NULL) return "";
        return attribute->children->next == NULL ? (const char *)attribute->children->content : NULL;
    }
    return NULL;
}
